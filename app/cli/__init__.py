"""Commands: thin, like routes; each group stands in a file of its noun."""

from flask import Flask

from app.cli.courses import courses
from app.cli.demo import demo
from app.cli.doctor import doctor
from app.cli.people import people
from app.cli.quizzes import quizzes
from app.cli.serve import serve, work_command
from app.cli.setup import setup
from app.cli.states import states
from app.cli.translations import translations


def init_app(app: Flask) -> None:
    """Add our commands to `flask`."""
    for command in (
        setup,
        serve,
        work_command,
        doctor,
        courses,
        quizzes,
        people,
        demo,
        states,
        translations,
    ):
        app.cli.add_command(command)
