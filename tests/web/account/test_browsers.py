"""A browser's description of itself in words that its owner knows."""

import pytest

from app.web.account.browsers import browser_name

CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome, Windows"),
        (f"{CHROME} Edg/130.0", "Edge, Windows"),
        (f"{CHROME.replace('Chrome', 'YaBrowser/24 Chrome')}", "Yandex Browser, Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("", "An unknown browser"),
        ("<script>", "An unknown browser"),
    ],
)
def test_program_and_system_are_named(app, agent, name):
    with app.test_request_context("/en/"):
        assert browser_name(agent) == name
