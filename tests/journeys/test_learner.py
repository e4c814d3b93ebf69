"""From the first visit to the certificate, whole, in three ways: with a mouse, on a phone without script, by keyboard."""

from dataclasses import dataclass

import pytest

from tests.journeys.keyboard import Keyboard
from tests.journeys.learner import Learner
from tests.journeys.visitor import Hands


@dataclass(frozen=True)
class Way:
    """How somebody uses the Academy."""

    lang: str
    width: int
    javascript: bool
    hands: type[Hands]
    editions: tuple[str, ...]


WAYS = {
    "with a mouse": Way("en", 1280, True, Hands, ("en", "ru", "en-ru")),
    "on a phone without JavaScript": Way("ru", 320, False, Hands, ("ru", "ru-en")),
    "by keyboard alone": Way("en", 1280, True, Keyboard, ("en",)),
}


@pytest.mark.parametrize("name", WAYS)
def test_an_official_goes_from_registration_to_a_certificate_that_anyone_can_check(
    visit, tmp_path, name
):
    way = WAYS[name]
    visitor = visit(lang=way.lang, width=way.width, javascript=way.javascript, hands=way.hands)
    learner = Learner(visitor, f"nino.{name.replace(' ', '.').lower()}@mia.gov.ge")

    learner.register()
    learner.confirm()
    visitor.reads("Your account is approved: sign in and begin.")
    learner.sign_in()
    learner.find_module()
    learner.read_all()
    learner.fail()
    learner.pass_quiz()
    code = learner.receive()
    for edition in way.editions:
        with learner.download(edition, tmp_path) as pdf:
            assert len(pdf.pages) == 1
            assert str(pdf.Root.Lang).startswith(edition[:2])
    learner.sign_out()
    learner.check(code)
