"""What somebody wants to bring in, between the look at it and the import: signed, for one person and one module."""

from uuid import UUID, uuid4

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer

from app.core.errors import NotFound
from app.core.exchange.kinds import Kind
from app.services.question_exchange import Wanted
from app.web import languages
from app.web.identity import person

A_DAY = 24 * 60 * 60


def wish(
    module: str, page: str, kind: Kind | None, file_name: str, sha256: str, source: str
) -> Wanted:
    """What the form asks for, under a number of its own, so that it is imported once."""
    return Wanted(uuid4(), module, page, kind, file_name, sha256, _criterion(source))


def to_text(wanted: Wanted) -> str:
    """For a hidden field."""
    kind = str(wanted.kind) if wanted.kind else ""
    who = str(person().person_id)
    facts = (str(wanted.id), wanted.page, kind, wanted.file_name, wanted.sha256, wanted.criterion)
    return str(_serializer().dumps((who, wanted.module_id, *facts)))


def from_text(text: str, module: str) -> Wanted:
    """What was asked for; NotFound for what we have not signed for this person and this module, or a day ago."""
    try:
        who, own, id_, page, kind, file_name, sha256, criterion = _serializer().loads(text, A_DAY)
    except (BadData, ValueError):
        raise NotFound(module) from None
    if who != str(person().person_id) or own != module:
        raise NotFound(module)
    known = Kind(kind) if kind else None
    return Wanted(UUID(id_), module, page, known, file_name, sha256, criterion)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="questions-brought-in")


def _criterion(source: str) -> str:
    """The one line of a rubric that an open answer gets, in the language of the questions where we speak it."""
    with force_locale(source if languages.is_known(source) else languages.ENGLISH):
        return _("The answer as a whole")
