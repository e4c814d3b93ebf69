"""The pages of translations: what is open, the two texts side by side, and saves that lose no word."""

from io import BytesIO
from types import SimpleNamespace

import pytest

from app.core.access.authorship import Part
from app.core.courses.stages import Stage
from app.extensions import db
from app.models.drafts import BlockTranslation, Draft
from app.services import draft_saving, drafts
from tests.services.test_translations import FILE, SOURCE, dated, files, text_of, write
from tests.support.courses import module_files, publish
from tests.support.factories import sign_in as enter
from tests.support.queries import counted
from tests.support.studio import MODULE, begin_module, give_part, make_admin, make_writer

PLACE = {"module": MODULE, "language": "ru", "file": FILE}


def sign_in(browser, who):
    return enter(browser, SimpleNamespace(id=who.person_id))


@pytest.fixture
def owner(db_session, browser):
    who = begin_module(files=files(words=dated()))
    sign_in(browser, who)
    return who


def edit(browser, **more):
    return browser.get("studio_translations.edit", **PLACE, **more)


def area(page, words):
    """The name of the field that holds this translation."""
    return next(one.get("name") for one in page.all("//textarea") if one.text.strip() == words)


def test_the_list_tells_what_is_open_in_each_language(browser, owner, now):
    write(owner, now, SOURCE.replace("Second words.", "Second words of today."))

    page = browser.get("studio_translations.index", module=MODULE)

    row = page.words(f"//tr[.//a[contains(@href, '{FILE}')]]")
    assert "80 %" in row
    assert "1 block out of date" in row
    assert "4" in row.split()


def test_one_changed_paragraph_is_the_one_that_is_out_of_date(browser, owner, now):
    write(owner, now, SOURCE.replace("Second words.", "Second words of today."))

    page = edit(browser)

    stale = [
        one
        for one in page.all("//li[contains(@class, 'side')]")
        if "Out of date" in "".join(one.itertext())
    ]
    assert len(stale) == 1
    assert "of today" in "".join(stale[0].xpath(".//ins/text()"))
    assert "Вторые." in "".join(stale[0].itertext())
    assert "The source was changed on 23 November 2026" in "".join(stale[0].itertext())


def test_meaning_unchanged_is_one_click(browser, owner, now):
    write(owner, now, SOURCE.replace("Second", "2nd").replace("Third", "3rd"))
    page = edit(browser)

    browser.submit(page, "translation", press=area(page, "Вторые.").removeprefix("words."))

    assert text_of(owner) == dated()
    assert [row.is_unchanged for row in db.session.query(BlockTranslation)] == [True]
    assert edit(browser).words().count("Meaning unchanged") == 1


def test_words_are_saved_and_the_page_says_so(browser, owner, now):
    write(owner, now, SOURCE.replace("Second", "2nd"))
    page = edit(browser)

    browser.submit(page, "translation", press="save", **{area(page, "Вторые."): "Вторые!"})

    assert "Вторые!" in text_of(owner)
    assert "translated as a whole" in edit(browser).words()
    assert "translates:" in text_of(owner)


def test_words_that_do_not_fit_stay_in_the_form_with_the_reason(browser, owner):
    page = edit(browser)
    name = area(page, "Первые.")

    answer = browser.submit(
        page, "translation", press="save", status=422, **{name: "Один.\n\nДва."}
    )

    assert answer.title.startswith("Error:")
    assert "one block in the source and more than one here" in answer.words("//*[@id='errors']")
    assert answer.form("translation").values[name] == "Один.\r\n\r\nДва."
    assert text_of(owner) == dated()


def test_who_comes_second_is_shown_the_difference_and_keeps_the_words(browser, owner, now):
    page = edit(browser)
    name = area(page, "Первые.")
    write(owner, now, text_of(owner).replace("Первые.", "Их слова."), f"ru/{FILE}")

    answer = browser.submit(page, "translation", press="save", status=409, **{name: "Мои слова."})

    assert "Somebody has saved this translation" in answer.words()
    assert answer.form("translation").values[name] == "Мои слова."
    assert "Их" in "".join(answer.one("//del").itertext())
    browser.submit(answer, "translation", press="save")
    assert "Мои слова." in text_of(owner)


def test_a_source_that_changed_meanwhile_is_shown_beside_the_words(browser, owner, now):
    page = edit(browser)
    name = area(page, "Третьи.")
    write(owner, now, SOURCE.replace("Second", "2nd"))

    answer = browser.submit(page, "translation", press="save", status=409, **{name: "Третьи!"})

    assert "The source was changed while you were writing" in answer.words()
    assert answer.form("translation").values[name] == "Третьи!"


def test_a_question_is_translated_over_the_words_of_its_source(browser, db_session):
    named = module_files(practice=True)
    del named[f"ru/{FILE}"]
    who = begin_module(files=named)
    sign_in(browser, who)
    page = edit(browser)
    name = "words.question.first-look"

    assert "(x)" not in page.form("translation").values[name]
    browser.submit(page, "translation", press="save", **{"words.title": "Урок"})
    assert "question" not in text_of(who)
    words = page.form("translation").values[name].replace("The person.", "Человек.")
    browser.submit(edit(browser), "translation", press="save", **{name: words})

    assert "- Человек." in text_of(who)


def test_a_page_of_unknown_age_is_confirmed_as_a_whole(browser, db_session):
    who = begin_module(files=files())
    sign_in(browser, who)
    page = edit(browser)
    assert "does not say from which text" in page.words()

    browser.submit(page, "translation", press="all-unchanged")

    assert text_of(who) == dated()


def test_blocks_that_the_source_lost_are_taken_out(browser, owner, now):
    write(owner, now, SOURCE.replace("Second words.\n\n", ""))
    page = edit(browser)
    assert "Not in the source" in page.words()
    (extra,) = page.form("translation").options("removed")

    browser.submit(page, "translation", press="save", removed=[extra])

    assert "Вторые." not in text_of(owner)
    assert "translated as a whole" in edit(browser).words()


def test_only_what_is_open_is_shown_where_one_wishes_so(browser, owner, now):
    write(owner, now, SOURCE.replace("Second", "2nd"))

    page = edit(browser, show="open")

    assert len(page.all("//textarea")) == 1


def test_in_review_nothing_can_be_changed(browser, owner):
    page = edit(browser)
    db.session.get(Draft, MODULE).stage = Stage.REVIEW
    db.session.commit()

    assert edit(browser).all("//textarea") == []
    assert browser.submit(page, "translation", press="save", status=409).status == 409


def test_reviewers_read_and_strangers_find_nothing(browser, owner):
    reviewer, stranger = give_part(make_writer(), Part.REVIEWER), make_writer()
    page = edit(browser)
    sign_in(browser, reviewer)
    assert edit(browser).all("//textarea") == []
    assert browser.submit(page, "translation", press="save", status=403).status == 403
    sign_in(browser, stranger)
    assert edit(browser, status=404).status == 404
    assert browser.get("studio_translations.index", module=MODULE, status=404).status == 404


def test_the_catalogue_lists_every_module_by_language(browser, owner):
    publish({"public-one": files()})

    page = browser.get("studio_translations.catalogue")

    assert "Russian" in page.words()
    assert MODULE in "".join(page.links.values())
    assert "public-one" in "".join(page.links.values())


def queries(browser, endpoint, **values):
    browser.get(endpoint, **values)
    with counted() as seen:
        browser.get(endpoint, **values)
    return len(seen)


def test_pages_ask_the_same_number_of_queries_whatever_they_hold(browser, owner, now):
    write(owner, now, SOURCE.replace("Second", "2nd"))
    places = [
        ("studio_translations.catalogue", {}),
        ("studio_translations.index", {"module": MODULE}),
        ("studio_translations.edit", PLACE),
    ]
    before = [queries(browser, endpoint, **values) for endpoint, values in places]
    for number in range(3):
        begin_module(owner, f"more-{number}", files(words=dated(), lessons=5))
    longer = SOURCE.replace("Second", "2nd") + "".join(
        f"\nParagraph {number}.\n" for number in range(40)
    )
    draft_saving.save_files(
        module_id=MODULE,
        changes={f"en/{FILE}": longer.encode()}
        | {f"en/{number}-more-{number}.md": SOURCE.encode() for number in range(20, 30)},
        seen={f"en/{FILE}": drafts.working_text(MODULE, owner).entries[f"en/{FILE}"].sha256},
        who=owner,
        now=now,
    )

    assert [queries(browser, endpoint, **values) for endpoint, values in places] == before


def test_a_module_without_a_second_language_says_what_to_do(browser, db_session):
    who = begin_module(files=module_files(languages=("en",)))
    sign_in(browser, who)

    words = browser.get("studio_translations.index", module=MODULE).words()

    assert "This module has one language" in words


def test_an_administrator_may_translate_anything(browser, owner):
    sign_in(browser, make_admin())

    assert edit(browser).all("//textarea")


def upload(browser, content, status=200):
    page = browser.get("studio_translations.index", module=MODULE)
    fields = page.form("//form[contains(@action, '/in/look')]").values
    return browser.post(
        "studio_translations.look",
        {"csrf_token": fields["csrf_token"], "file": (BytesIO(content), "back.xlf")},
        status=status,
        module=MODULE,
        language="ru",
    )


def test_a_translators_file_goes_out_comes_back_and_is_looked_at_first(browser, owner):
    out = browser.get("studio_translations.hand_out", module=MODULE, language="ru", form="xliff")
    assert out.headers["Content-Disposition"] == f'attachment; filename="{MODULE}-ru.xlf"'
    content = out.response.get_data().replace("Вторые.".encode(), "Вторые!".encode())

    look = upload(browser, content)

    assert "Nothing is changed yet" in look.words()
    assert "Вторые." in text_of(owner)
    browser.submit(look, press="Take over the new words")
    assert "Вторые!" in text_of(owner)


@pytest.mark.parametrize("content", [b"", b"<a/>", b"PK nothing"])
def test_a_file_that_is_none_is_refused_beside_its_field(browser, owner, content):
    page = upload(browser, content, status=422)

    assert page.words("//*[@id='file-ru-error']")


def test_a_workbook_goes_out(browser, owner):
    out = browser.get("studio_translations.hand_out", module=MODULE, language="ru", form="xlsx")

    assert out.response.get_data().startswith(b"PK")


def test_a_wish_that_was_not_signed_is_not_found(browser, owner):
    browser.get("studio_translations.index", module=MODULE)

    browser.post(
        "studio_translations.take", {"wish": "x"}, status=404, module=MODULE, language="ru"
    )
