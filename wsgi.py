"""The WSGI entry point, and what `flask --app wsgi` finds."""

import gc
import os
import sys

from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from app.services.demo import are_there_demo_people
from config import ConfigError, load_settings

try:
    settings = load_settings(os.environ)
    app = create_app(settings)
except ConfigError as error:
    sys.exit(f"The Academy does not start: {error}")


def refuse_demo_people() -> None:
    """In production nobody may be in the database whose password a demonstration has printed."""
    try:
        with app.app_context():
            found = are_there_demo_people()
    except SQLAlchemyError as error:
        sys.exit(
            f"The Academy does not start: its tables cannot be read ({type(error).__name__})."
            " Check DATABASE_URL and run: flask --app wsgi setup"
        )
    if found:
        sys.exit(
            "The Academy does not start: MODE is production, but the database holds people of the"
            " demonstration. Use an empty database, or remove them: flask --app wsgi demo remove"
        )


# Whatever server runs us passes here; the flask command must not, or nobody could set up or remove them.
if settings.is_production and os.environ.get("FLASK_RUN_FROM_CLI") != "true":
    refuse_demo_people()

# What stands now lives as long as the process: the collector need not go through all of it again and again.
gc.freeze()
