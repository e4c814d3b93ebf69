"""What a link in a mail may be used for, and for how long."""

from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """One link serves one purpose."""

    CONFIRM = "confirm"
    RESET = "reset"
    CHANGE_ADDRESS = "change-address"


LIFETIMES = {
    Purpose.CONFIRM: timedelta(days=7),
    Purpose.RESET: timedelta(hours=24),
    Purpose.CHANGE_ADDRESS: timedelta(hours=24),
}
