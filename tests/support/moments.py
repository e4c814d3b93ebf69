"""The moment at which tests take place, so that no test depends on the day it runs."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday
