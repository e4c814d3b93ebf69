"""Every refusal is told in words of its own, in both languages: none as an address without a page."""

import pytest
from flask_babel import force_locale

from app.web.errors import MESSAGES, NOT_THERE, STATUS, message_for


@pytest.mark.parametrize("status", sorted({*STATUS.values(), 405} - {404}))
def test_a_refusal_has_words_of_its_own(status):
    assert message_for(status) is MESSAGES[status]
    assert message_for(status) is not NOT_THERE


def test_words_for_what_could_not_be_taken_say_what_to_do(app):
    with app.test_request_context("/en/"), force_locale("en"):
        message = message_for(422)
        assert str(message.title) == "This could not be taken as it was sent"
        assert str(message.advice).startswith("Nothing was changed.")
