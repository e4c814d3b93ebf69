"""The WSGI entry point, and what `flask --app wsgi` finds."""

import os
import sys

from app import create_app
from config import ConfigError, load_settings

try:
    app = create_app(load_settings(os.environ))
except ConfigError as error:
    sys.exit(f"The Academy does not start: {error}")
