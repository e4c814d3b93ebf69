"""My learning: where I am in which module."""

from flask import Blueprint, render_template

from app.services.learning import read_learning
from app.web import labels, languages
from app.web.identity import person
from app.web.learn import goals

bp = Blueprint("learn_mine", __name__)


@bp.get("/learning")
def index() -> str:
    learning = read_learning(person().person_id)
    own = (*learning.under_way, *learning.passed)
    lang = languages.language()
    return render_template(
        "learn/mine/index.html",
        labels=labels,
        learning=learning,
        goal=goals.next_of(own, lang),
        goals={one.module_id: goals.goal_in(one, lang) for one in own},
    )
