"""The privacy notice: which version people agree to today; an older one is shown to them again, once."""

NOTICE_VERSION = "2026-11"
