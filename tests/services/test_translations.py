"""Translations in the studio: what is told of the source as it is now, where old texts are found, what a save does."""

from datetime import timedelta

import pytest

from app.core.access.authorship import Part
from app.core.courses.revisions import source_hash
from app.core.courses.rewriting import named_source
from app.core.courses.stages import Stage
from app.core.courses.staleness import State
from app.core.errors import (
    DraftIsLocked,
    NotAllowed,
    NotFound,
    SavedMeanwhile,
    TranslationMisfit,
)
from app.extensions import db
from app.models.drafts import BlockTranslation, Draft
from app.services import draft_saving, drafts, translating, translation_sources, translations
from app.services.translating import Told
from app.services.translation_pages import blocks_of, translated_page
from app.services.translation_standing import Origin
from tests.support.courses import module_files, publish
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_admin, make_writer

FILE = "01-lesson-1.md"
SOURCE = "---\ntitle: Lesson 1\nminutes: 5\n---\n## Lesson 1\n\nFirst words.\n\nSecond words.\n\nThird words.\n"
WORDS = "---\ntitle: Урок 1\nminutes: 5\n---\n## Урок 1\n\nПервые.\n\nВторые.\n\nТретьи.\n"


@pytest.fixture(autouse=True)
def session(db_session):
    translation_sources._facts.clear()
    translations._pairs.clear()
    return db_session


def files(source=SOURCE, words=WORDS, **more):
    named = module_files(**more)
    return named | {f"en/{FILE}": source.encode(), f"ru/{FILE}": words.encode()}


def dated(words=WORDS, source=SOURCE):
    return words.replace("---\n##", f"translates: {source_hash(source.encode())}\n---\n##")


def page(who, file=FILE, language="ru"):
    return translated_page(MODULE, language, file, who)


def unit(found, words):
    return next(
        pair.source.id for pair in found.pairs if pair.source and pair.source.words == words
    )


def save(who, now, words=None, unchanged=(), *, seen=None, removed=(), language="ru", file=FILE):
    found = seen or page(who, file, language)
    told = Told(
        file=file,
        seen=found.version,
        seen_source=found.source_version,
        words={unit(found, start): text for start, text in (words or {}).items()},
        unchanged=[unit(found, start) for start in unchanged],
        removed=removed,
    )
    return translating.save(module_id=MODULE, language=language, told=told, who=who, now=now)


def write(who, now, content, path=f"en/{FILE}"):
    entry = drafts.working_text(MODULE, who).entries.get(path)
    draft_saving.save_file(
        module_id=MODULE,
        path=path,
        content=content.encode(),
        seen=entry and entry.sha256,
        who=who,
        now=now,
    )


def text_of(who, path=f"ru/{FILE}"):
    return drafts.content(drafts.working_text(MODULE, who), path).decode()


def opened(found):
    return [
        (pair.state, pair.unit.words) for pair in found.pairs if pair.state is not State.CURRENT
    ]


def test_one_changed_paragraph_makes_exactly_its_translation_stale(now):
    owner = begin_module(files=files(words=dated()))
    assert opened(page(owner)) == []

    write(owner, now, SOURCE.replace("Second words.", "Second words, of today."))

    found = page(owner)
    assert opened(found) == [(State.STALE, "Second words, of today.")]
    (block,) = (one for one in blocks_of(found) if one.pair.state is State.STALE)
    assert block.pair.told.words == "Вторые."
    assert [change.text for change in block.changes if change.kind == "new"] == [", of today"]
    assert block.since == now


def test_since_when_is_told_from_the_revisions(now):
    publish({MODULE: files(words=dated())}, now=now)
    later = SOURCE.replace("Second", "2nd")
    publish({MODULE: files(later, dated())}, now=now + timedelta(days=3))
    publish({MODULE: files(later.replace("Third", "3rd"), dated())}, now=now + timedelta(days=5))

    since = {
        one.pair.source.words: one.since
        for one in blocks_of(page(make_admin()))
        if one.pair.state is State.STALE
    }

    assert since == {
        "2nd words.": now + timedelta(days=3),
        "3rd words.": now + timedelta(days=5),
    }


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_text_of_then_is_found_among_revisions_whatever_its_line_ends(now, end):
    source = SOURCE.replace("\n", end)
    publish({MODULE: files(source, dated())})
    publish({MODULE: files(source.replace("Second", "2nd"), dated())})

    found = page(make_admin())

    assert (found.origin, found.before) == (Origin.EARLIER, source)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_text_of_then_is_found_where_it_was_only_ever_a_draft(now, end):
    source = SOURCE.replace("\n", end)
    owner = begin_module(files=files(source, WORDS))
    save(owner, now, unchanged=["Lesson 1", "First words.", "Second words.", "Third words."])
    saved = page(owner)
    assert opened(saved) == [(State.UNSURE, "Lesson 1")]
    heading = next(pair.source.id for pair in saved.pairs if pair.source.kind == "heading")
    translating.save(
        module_id=MODULE,
        language="ru",
        told=Told(FILE, saved.version, saved.source_version, unchanged=[heading]),
        who=owner,
        now=now,
    )
    write(owner, now, source.replace("Second", "2nd"))

    found = page(owner)

    assert found.origin is Origin.EARLIER
    assert opened(found) == [(State.STALE, "2nd words.")]


def test_a_text_that_is_kept_nowhere_is_said_to_be_lost_and_nothing_is_guessed(now):
    owner = begin_module(files=files(words=dated(source="another text")))

    found = page(owner)

    assert found.origin is Origin.LOST
    assert {pair.state for pair in found.pairs} == {State.UNSURE}


def test_a_translation_that_names_no_source_is_said_to_name_none(now):
    owner = begin_module(files=files())

    assert page(owner).origin is Origin.UNSAID
    assert page(owner).progress.counts == {State.UNSURE: 5}


def test_words_are_saved_in_their_place_and_the_rest_stays_byte_for_byte(now):
    words = dated().replace("\n", "\r\n")
    owner = begin_module(files=files(words=words))
    write(owner, now, SOURCE.replace("Second", "2nd").replace("Third", "3rd"))

    saved = save(owner, now, {"2nd words.": "Вторые, новые."})

    assert (saved.words, saved.is_whole) == (1, False)
    assert text_of(owner) == words.replace("Вторые.", "Вторые, новые.")
    assert opened(page(owner)) == [(State.STALE, "3rd words.")]


def test_meaning_unchanged_settles_a_unit_without_a_change_to_the_file(now):
    owner = begin_module(files=files(words=dated()))
    write(owner, now, SOURCE.replace("Second", "2nd").replace("Third", "3rd"))

    save(owner, now, unchanged=["2nd words."])

    assert text_of(owner) == dated()
    assert opened(page(owner)) == [(State.STALE, "3rd words.")]
    (row,) = db.session.query(BlockTranslation).all()
    assert (row.is_unchanged, row.told_by_id, row.told_at) == (True, owner.person_id, now)


def test_a_file_that_is_told_as_a_whole_names_its_source_anew(now):
    owner = begin_module(files=files(words=dated()))
    later = SOURCE.replace("Second", "2nd").replace("Third", "3rd")
    write(owner, now, later)
    save(owner, now, unchanged=["2nd words."])

    saved = save(owner, now, {"3rd words.": "Третьи, новые."})

    assert saved.is_whole
    assert text_of(owner) == dated(WORDS, later).replace("Третьи.", "Третьи, новые.")
    assert named_source(text_of(owner)) == source_hash(later.encode())
    assert page(owner).origin is Origin.PRESENT
    assert db.session.query(BlockTranslation).count() == 0


def test_a_page_without_a_translation_is_translated_bit_by_bit(now):
    named = files()
    del named[f"ru/{FILE}"]
    owner = begin_module(files=named)
    assert page(owner).progress.counts == {State.MISSING: 5}

    save(owner, now, {"First words.": "Первые.", "Third words.": "Третьи."})
    titles = {
        pair.source.id: "Урок 1" for pair in page(owner).pairs if pair.source.words == "Lesson 1"
    }
    seen = page(owner)
    told = Told(FILE, seen.version, seen.source_version, words=titles)
    translating.save(module_id=MODULE, language="ru", told=told, who=owner, now=now)
    assert opened(page(owner)) == [(State.MISSING, "Second words.")]
    saved = save(owner, now, {"Second words.": "Вторые."})

    assert saved.is_whole
    assert text_of(owner) == dated()


def test_nothing_said_of_a_page_that_is_not_there_writes_no_file(now):
    named = files()
    del named[f"ru/{FILE}"]
    owner = begin_module(files=named)

    save(owner, now, {"First words.": ""}, unchanged=["Second words."])

    assert f"ru/{FILE}" not in drafts.working_text(MODULE, owner).entries


def test_words_that_do_not_fit_are_refused_and_nothing_is_saved(now):
    owner = begin_module(files=files(words=dated()))

    with pytest.raises(TranslationMisfit) as told:
        save(owner, now, {"First words.": "Раз.\n\nДва.", "Second words.": "Вторые, новые."})

    assert [one.code for one in told.value.misfits] == ["several-blocks"]
    assert text_of(owner) == dated()


def test_a_mark_in_a_translated_question_is_refused(now):
    owner = begin_module(files=module_files(practice=True))
    found = page(owner)
    words = {"question.first-look": "Что?\n\n- (x) А\n- ( ) Б\n- ( ) В\n\n?? х\n\n!! х"}

    with pytest.raises(TranslationMisfit) as told:
        translating.save(
            module_id=MODULE,
            language="ru",
            told=Told(FILE, found.version, found.source_version, words),
            who=owner,
            now=now,
        )

    assert "mark-in-translation" in {one.problem.code for one in told.value.misfits}


@pytest.mark.parametrize("path", [f"ru/{FILE}", f"en/{FILE}"])
def test_who_has_not_seen_what_stands_is_told_so(now, path):
    owner = begin_module(files=files(words=dated()))
    other = give_part(make_writer(), Part.AUTHOR)
    seen = page(other)
    write(owner, now, text_of(owner, path).replace("5", "6"), path)

    with pytest.raises(SavedMeanwhile) as told:
        save(other, now, {"First words.": "Мои."}, seen=seen)

    assert told.value.path == path
    assert "Мои" not in text_of(owner)


def test_several_pages_are_saved_together_or_not_at_all(now):
    owner = begin_module(files=files())
    one, two = page(owner), page(owner, "02-lesson-2.md")
    told = [
        Told(FILE, one.version, one.source_version, {unit(one, "First words."): "Мои."}),
        Told("02-lesson-2.md", "0" * 64, two.source_version, {}),
    ]

    with pytest.raises(SavedMeanwhile):
        translating.save_pages(module_id=MODULE, language="ru", told=told, who=owner, now=now)

    assert text_of(owner) == WORDS


def test_what_is_in_review_stands_still(now):
    owner = begin_module(files=files(words=dated()))
    db.session.get(Draft, MODULE).stage = Stage.REVIEW
    db.session.commit()

    with pytest.raises(DraftIsLocked):
        save(owner, now, {"First words.": "Мои."})
    with pytest.raises(DraftIsLocked):
        save(owner, now, unchanged=["First words."])

    assert db.session.query(BlockTranslation).count() == 0


def test_reviewers_read_and_others_find_nothing(now):
    begin_module(files=files())
    reviewer, stranger = give_part(make_writer(), Part.REVIEWER), make_writer()

    assert page(reviewer).language == "ru"
    with pytest.raises(NotAllowed):
        save(reviewer, now, unchanged=["First words."])
    with pytest.raises(NotFound):
        page(stranger)


@pytest.mark.parametrize(
    ("language", "file"), [("en", FILE), ("de", FILE), ("ru", "09-none.md"), ("ru", "module.yaml")]
)
def test_a_language_or_a_page_that_is_not_there_is_not_found(now, language, file):
    owner = begin_module(files=files())

    with pytest.raises(NotFound):
        page(owner, file, language)


def test_a_module_in_one_list_with_the_words_that_are_left(now):
    owner = begin_module(files=files(words=dated()))
    write(owner, now, SOURCE.replace("Second words.", "Second words of today."))

    found = translations.overview(MODULE, owner).module

    (russian,) = found.languages
    assert [one.file for one in russian.files] == [
        "module.md",
        FILE,
        "02-lesson-2.md",
        "03-lesson-3.md",
        "quiz.md",
    ]
    assert russian.files[1].progress.counts == {State.CURRENT: 4, State.STALE: 1}
    assert russian.progress.words == 4


def test_the_catalogue_asks_the_same_number_of_queries_whatever_is_in_it(now):
    owner = begin_module(files=files(words=dated()))
    write(owner, now, SOURCE.replace("Second", "2nd"))
    with counted() as few:
        translations.catalogue(owner)
    for number in range(4):
        begin_module(owner, f"module-{number}", files(words=dated(source=str(number)), lessons=6))
    publish({f"public-{number}": files(words=dated()) for number in range(3)})
    translation_sources._facts.clear()
    translations._pairs.clear()

    with counted() as many:
        found = translations.catalogue(owner)

    assert len(found) == 8
    assert len(many) == len(few) <= 12
    with counted() as known:
        translations.catalogue(owner)
    assert len(known) <= len(many) - 2


def test_a_module_whose_facts_cannot_be_read_is_listed_without_languages(now):
    owner = begin_module(files={"module.yaml": b"{", "en/module.md": b""})

    assert translations.overview(MODULE, owner).module.languages == ()
