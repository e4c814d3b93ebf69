"""Translators' files: looked at first, then all that fits is saved in one transaction, with its report."""

from dataclasses import replace

import pytest

from app.core.access.authorship import Part
from app.core.courses.staleness import State
from app.core.errors import ExchangeRefused, NotAllowed, NotFound
from app.core.exchange.two_columns import read_table
from app.core.exchange.xliff import read_xliff
from app.extensions import db
from app.models.drafts import ImportReport
from app.services import translation_exchange as exchange
from app.services.translation_exchange import Wish
from tests.services.test_translations import (
    FILE,
    SOURCE,
    dated,
    files,
    opened,
    page,
    text_of,
    write,
)
from tests.support.courses import module_files
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_writer

HEADS = ("Source", "Translation", "State", "Block")


@pytest.fixture(autouse=True)
def session(db_session):
    return db_session


def brought_back(who, words, form="xliff"):
    """The file as handed out, with other words in it."""
    if form == "xliff":
        content = exchange.hand_out(MODULE, "ru", who).decode()
    else:
        raise AssertionError(form)
    for before, after in words.items():
        assert before in content
        content = content.replace(f"<target>{before}</target>", f"<target>{after}</target>")
    return wish_for(who, content.encode())


def wish_for(who, content):
    sha256 = exchange.keep(module_id=MODULE, content=content, who=who)
    return Wish(MODULE, "ru", "back.xlf", sha256)


def test_new_words_are_shown_first_and_then_taken_with_the_report(now):
    owner = begin_module(files=files(words=dated()))
    wish = brought_back(owner, {"Вторые.": "Вторые!", "Третьи.": "Третьи!"})

    look = exchange.look(wish, owner)
    assert sorted(look.words[FILE].values()) == ["Вторые!", "Третьи!"]
    assert text_of(owner) == dated()

    report = exchange.take(wish=wish, who=owner, now=now)

    assert text_of(owner) == dated().replace("Вторые.", "Вторые!").replace("Третьи.", "Третьи!")
    kept = db.session.get(ImportReport, report)
    assert (kept.format, kept.file_name) == ("xliff", "back.xlf")


def test_a_table_comes_back_as_well(now):
    owner = begin_module(files=files(words=dated()))
    states = {state: state.value for state in State}
    content = exchange.hand_out(MODULE, "ru", owner, heads=HEADS, states=states)

    found = exchange.look(wish_for(owner, content), owner)

    assert found.words == {}
    assert [(one.code) for one in found.report.items] == ["as-it-was"]
    assert len(read_table(content).units) == len(
        read_xliff(exchange.hand_out(MODULE, "ru", owner)).units
    )


def test_a_mark_in_a_translation_is_an_error_and_the_rest_is_taken(now):
    owner = begin_module(files=module_files(practice=True))
    wish = brought_back(owner, {"Урок 1": "Урок первый"})
    content = exchange.hand_out(MODULE, "ru", owner).decode()
    content = content.replace("- На визу.", "- (x) На визу.").replace(
        "<target>Урок 1</target>", "<target>Урок первый</target>"
    )
    wish = replace(wish, sha256=wish_for(owner, content.encode()).sha256)

    exchange.take(wish=wish, who=owner, now=now)

    report = db.session.get(ImportReport, wish.id).report
    assert "checker" in {item["code"] for item in report["items"]}
    assert "(x)" not in text_of(owner)
    assert "Урок первый" in text_of(owner)


def test_the_same_wish_again_changes_nothing(now):
    owner = begin_module(files=files(words=dated()))
    wish = brought_back(owner, {"Вторые.": "Вторые!"})

    first = exchange.take(wish=wish, who=owner, now=now)
    assert exchange.take(wish=wish, who=owner, now=now) == first

    assert db.session.query(ImportReport).count() == 1


def test_a_source_that_changed_meanwhile_is_said_and_its_words_are_not_lost(now):
    owner = begin_module(files=files(words=dated()))
    wish = brought_back(owner, {"Вторые.": "Вторые!", "Третьи.": "Третьи!"})
    write(owner, now, SOURCE.replace("Second words.", "Second words of today."))

    look = exchange.look(wish, owner)

    assert list(look.words[FILE].values()) == ["Третьи!"]
    (left,) = look.report.of("left-out")
    assert (left.code, left.facts["words"]) == ("unknown-block", "Вторые!")


def test_a_whole_language_from_nothing(now):
    named = {path: body for path, body in module_files().items() if not path.startswith("ru/")}
    owner = begin_module(files=named)
    content = exchange.hand_out(MODULE, "ru", owner).decode()
    filled = content.replace("</source></segment>", "</source><target>Слова</target></segment>")
    wish = wish_for(owner, filled.encode())

    exchange.take(wish=wish, who=owner, now=now)

    assert opened(page(owner)) == []
    assert text_of(owner).startswith("---\ntitle: Слова\nminutes: 5\ntranslates: ")


def test_another_language_and_other_files_are_refused(now):
    owner = begin_module(files=files())
    content = exchange.hand_out(MODULE, "ru", owner)

    with pytest.raises(ExchangeRefused) as told:
        exchange.look(wish_for(owner, content.replace(b'trgLang="ru"', b'trgLang="uk"')), owner)
    assert told.value.code == "other-language"
    with pytest.raises(ExchangeRefused):
        exchange.look(wish_for(owner, b"nothing"), owner)
    with pytest.raises(ExchangeRefused):
        exchange.take(wish=wish_for(owner, content), who=owner, now=now)


def test_readers_take_a_file_and_bring_none_back(now):
    owner = begin_module(files=files())
    reviewer, stranger = give_part(make_writer(), Part.REVIEWER), make_writer()
    content = exchange.hand_out(MODULE, "ru", reviewer)

    with pytest.raises(NotAllowed):
        exchange.keep(module_id=MODULE, content=content, who=reviewer)
    with pytest.raises(NotFound):
        exchange.hand_out(MODULE, "ru", stranger)
    with pytest.raises(NotFound):
        exchange.hand_out(MODULE, "de", owner)


def test_a_file_of_many_pages_asks_the_same_number_of_queries(now):
    owner = begin_module(files=files())
    begin_module(owner, "long-one", files(lessons=9))
    exchange.hand_out("long-one", "ru", owner)
    exchange.hand_out(MODULE, "ru", owner)
    with counted() as few:
        exchange.hand_out(MODULE, "ru", owner)
    with counted() as many:
        exchange.hand_out("long-one", "ru", owner)

    assert len(few) == len(many)
