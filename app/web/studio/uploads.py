"""Files that people send: how large a request may be on the routes that take them, and what is read from a field."""

import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError

KB, MB = 1024, 1024 * 1024
LONGEST_NAME = 200
View = TypeVar("View", bound=Callable[..., Any])


def accept_upload(limit: int) -> Callable[[View], View]:
    """Let this route take a file of up to `limit` bytes (put it directly above the view).

    The request may be twice as large and another form's size: what is a little too large is then told beside
    its field and not by a page of its own. app/web/requests.py reads the mark before the body is read.
    """

    def decorate(view: View) -> View:
        view.upload_limit = 2 * limit + 512 * KB  # type: ignore[attr-defined]
        return view

    return decorate


def uploaded(field: Field, limit: int) -> tuple[str, bytes]:
    """The name that the file had and its bytes; to be called from a form's own `validate_<field>`.

    Raises ValidationError, which a form shows beside the field: nothing was chosen, it is empty or too large.
    """
    sent = field.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        raise ValidationError(_("Choose a file"))
    content = sent.stream.read(limit + 1)
    if not content:
        raise ValidationError(_("This file is empty; choose another one"))
    if len(content) > limit:
        raise ValidationError(_("This file is larger than %(size)s", size=size_words(limit)))
    return name_of(sent.filename), content


def name_of(sent: str) -> str:
    """The last part of a name as sent, in one line and of a length that can be kept and shown; never a path."""
    last = unicodedata.normalize("NFC", sent).replace("\\", "/").rpartition("/")[2]
    kept = "".join(char if char.isprintable() else " " for char in last).strip()
    return kept[-LONGEST_NAME:] or "file"


def size_words(size: int) -> str:
    """A size as people say it: whole megabytes from one on, kilobytes below, never 0."""
    if size >= MB:
        return _("%(num)s MB", num=round(size / MB))
    return _("%(num)s KB", num=max(1, round(size / KB)))
