"""Everything that the checker says can be said in every language of the site, with the same facts."""

import string

import pytest

from app.core.courses.checking import check_module
from app.core.courses.wording import WORDING
from app.core.courses.wording.translated import SENTENCES, sentences
from tests.support.courses import module_files


def fields(*texts):
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_russian_is_among_the_languages():
    assert "ru" in SENTENCES


@pytest.mark.parametrize("language", SENTENCES)
def test_every_code_is_worded(language):
    assert set(SENTENCES[language]) == set(WORDING)


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("code", WORDING)
def test_a_translation_tells_the_same_facts_and_is_not_english(language, code):
    _, text, mend = WORDING[code]
    told = SENTENCES[language][code]

    assert fields(*told) == fields(text, mend)
    assert all(any("а" <= letter <= "я" for letter in one.lower()) for one in told)


def test_a_finding_is_told_with_its_facts():
    files = module_files() | {"en/01-lesson-1.md": b"---\ntitle: A\nminutes: many\n---\n# B\n"}
    found = {one.code: one for one in check_module("m", files)}

    assert sentences(found["wrong-type"], "ru") == (
        "У «minutes» значение не того вида.",
        "Напишите целое число от 1 до 600; текст, похожий на что-то иное, заключите в кавычки.",
    )
    assert sentences(found["heading-one"], "en")[1] == "Begin headings with ##."
