"""Which backup somebody wants as which module, between the look at it and the import: signed, for one person."""

from dataclasses import replace
from uuid import UUID, uuid4

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer

from app.core.errors import NotFound
from app.services.moodle_import import Asked
from app.web import languages
from app.web.identity import person

A_DAY = 24 * 60 * 60


def asked_for(
    *,
    module_id: str,
    title: str,
    language: str,
    file_name: str,
    sha256: str,
    id_: UUID | None = None,
) -> Asked:
    """The wish, under a number of its own, with the words that a backup does not have in the module's language."""
    with force_locale(language if languages.is_known(language) else languages.ENGLISH):
        return Asked(
            id=id_ or uuid4(),
            module_id=module_id,
            title=title,
            language=language,
            file_name=file_name,
            sha256=sha256,
            section=_("Section"),
            quiz_title=_("Quiz"),
            outcome=_("Write here what people can do after this module."),
            criterion=_("The answer as a whole"),
        )


def to_text(asked: Asked) -> str:
    """For a hidden field."""
    facts = (asked.module_id, asked.title, asked.language, asked.file_name, asked.sha256)
    weight = (asked.files, asked.is_long)
    return str(_serializer().dumps((str(person().person_id), str(asked.id), *facts, *weight)))


def from_text(text: str) -> Asked:
    """What was asked for; NotFound for what we have not signed for this person, or a day ago."""
    try:
        who, id_, *facts, files, is_long = _serializer().loads(text, A_DAY)
        module_id, title, language, file_name, sha256 = facts
    except (BadData, ValueError):
        raise NotFound("moodle") from None
    if who != str(person().person_id):
        raise NotFound("moodle")
    asked = asked_for(
        module_id=module_id,
        title=title,
        language=language,
        file_name=file_name,
        sha256=sha256,
        id_=UUID(id_),
    )
    return replace(asked, files=files, is_long=is_long)


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="courses-brought-in")
