"""The table of figures that closes a conformance run."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a figure, collected from the tests that recorded it."""
    figures = [
        (name, value)
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for name, value in getattr(report, "user_properties", [])
    ]
    if not figures:
        return
    width = max(len(name) for name, _ in figures)
    terminalreporter.section("certificates against the standards")
    for name, value in figures:
        terminalreporter.write_line(f"{name:<{width}}  {value}")
