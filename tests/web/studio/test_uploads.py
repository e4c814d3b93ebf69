"""Files of forms: no larger than the field says, under a name that leads nowhere; larger requests only where files go."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from wtforms import FileField, Form, ValidationError

from app.core.access.rights import Role
from app.web.studio.uploads import MB, name_of, size_words, uploaded
from tests.support.factories import make_person, sign_in
from tests.support.media import TABLE
from tests.support.open_exam import as_trainer
from tests.support.studio import MODULE, begin_module
from tests.support.uploads import KIND, body_of


class One(Form):
    file = FileField()


def sent(content: bytes, name: str = "x.csv"):
    form = One()
    form.file.data = FileStorage(io.BytesIO(content), name)
    return form.file


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("x.csv", "x.csv"),
        ("C:\\Users\\me\\Таблица 1.csv", "Таблица 1.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\x00\u202ec.csv", "a  b  c.csv"),
        ("\u0435\u0308.csv", "\u0451.csv"),
        ("/", "file"),
        ("x" * 500 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_a_name_is_one_line_and_never_a_path(name, kept):
    assert name_of(name) == kept


def test_a_field_gives_the_name_and_the_bytes(app):
    with app.test_request_context("/en/studio"):
        assert uploaded(sent(b"1234"), 4) == ("x.csv", b"1234")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (lambda: sent(b"12345"), "larger than"),
        (lambda: sent(b""), "empty"),
        (lambda: sent(b"1", ""), "Choose a file"),
        (lambda: One().file, "Choose a file"),
    ],
)
def test_a_field_says_what_is_wrong(app, field, words):
    with app.test_request_context("/en/studio"), pytest.raises(ValidationError, match=words):
        uploaded(field(), 4)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (900, "1 KB"), (5000, "5 KB"), (MB, "1 MB"), (40 * MB, "40 MB")],
)
def test_sizes_are_told_as_people_say_them(app, size, words):
    with app.test_request_context("/en/studio"):
        assert size_words(size) == words


def post_large(browser, endpoint, **values):
    return browser.client.post(
        browser.url(endpoint, **values),
        data=body_of({"file": ("x.csv", TABLE + b" " * 700_000)}),
        content_type=KIND,
        base_url=browser.base_url,
    )


def test_a_larger_request_is_read_on_routes_for_files_alone_and_from_signed_in_people_alone(
    browser,
):
    assert post_large(browser, "studio_media.add", module=MODULE).status_code == 413

    person = make_person(roles=(Role.TRAINER,))
    sign_in(browser, person)
    begin_module(as_trainer(person))

    # Without a token it is read, and then refused.
    assert post_large(browser, "studio_media.add", module=MODULE).status_code == 400
    assert post_large(browser, "studio_modules.copy", module=MODULE).status_code == 413
