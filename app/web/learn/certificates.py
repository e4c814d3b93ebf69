"""My certificates: the name on them, the list for life, and the PDF in the languages that I ask for."""

import secrets
from datetime import UTC, datetime
from itertools import permutations
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from app.core.access.rights import Right
from app.core.certificates.codes import grouped
from app.core.certificates.names import check_name
from app.core.certificates.pdf import make_pdf
from app.core.certificates.printed import printed
from app.core.errors import CertificateNotDue, NotFound
from app.services import certificates, issuing, lessons, limits
from app.services.certificates import ISSUED
from app.web import labels, languages
from app.web.doors import needs
from app.web.identity import person
from app.web.issuer import issuer

bp = Blueprint("learn_certificates", __name__)
NONCE_BYTES = 16


@bp.get("/certificates")
def index() -> str:
    held = certificates.certificates_of(person().person_id)
    lang = languages.language()
    return render_template(
        "learn/certificates/index.html",
        held=[(one, printed(one.snapshot, lang)) for one in held],
    )


@bp.get("/certificates/new/<module>")
@needs(Right.HOLD_CERTIFICATE)
def new(module: str) -> str | Redirect:
    content = lessons.open_module(module, person()).module
    try:
        existing = issuing.issued_or_due(person_id=person().person_id, module_id=module)
    except CertificateNotDue:
        return _not_yet(module)
    if existing:
        return redirect(url_for(".show", certificate=existing))
    names = certificates.names_of(person().person_id)
    text_lang = content.language_for(languages.language())
    return render_template(
        "learn/certificates/new.html",
        module=module,
        title=content.texts[text_lang].title,
        text_lang=text_lang,
        names=names,
        problems=check_name(names.latin, names.own),
        printed_in=issuing.printable(content, issuer()),
    )


@bp.post("/certificates/new/<module>")
@needs(Right.HOLD_CERTIFICATE)
def create(module: str) -> Redirect:
    names = certificates.names_of(person().person_id)
    if check_name(names.latin, names.own):
        return redirect(url_for(".new", module=module))
    try:
        certificate = issuing.issue_certificate(
            person_id=person().person_id,
            module_id=module,
            language=languages.language(),
            issuer=issuer(),
            nonce=secrets.token_bytes(NONCE_BYTES),
            now=datetime.now(UTC),
        )
    except CertificateNotDue:
        return _not_yet(module)
    return redirect(url_for(".show", certificate=certificate))


def _not_yet(module: str) -> Redirect:
    """The module's page lists what is missing."""
    flash(_("The certificate is not due yet. This page lists what is missing."), "warn")
    return redirect(url_for("learn_modules.show", module=module))


@bp.get("/certificates/<uuid:certificate>")
def show(certificate: UUID) -> str:
    held = certificates.certificate_of(person_id=person().person_id, certificate_id=certificate)
    code = _code(certificate)
    lang = languages.language()
    return render_template(
        "learn/certificates/show.html",
        labels=labels,
        held=held,
        paper=printed(held.snapshot, lang),
        code=grouped(code) if code else None,
        # The paper in the language of the page comes first.
        editions=editions(tuple(sorted(held.snapshot.languages, key=lambda code: code != lang))),
    )


def _code(certificate: UUID) -> str | None:
    """None when this installation has lost the key: the page says so and offers no file."""
    try:
        return certificates.code_of(certificate_id=certificate, issuer=issuer())
    except LookupError:
        return None


def editions(can: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The ways in which the paper can be printed: each language alone, then both, either one first."""
    return (*permutations(can, 1), *permutations(can, 2))


@bp.get("/certificates/<uuid:certificate>/<chosen>.pdf")
def download(certificate: UUID, chosen: str) -> Response | Redirect:
    holder = person().person_id
    held = certificates.certificate_of(person_id=holder, certificate_id=certificate)
    wanted = tuple(chosen.split("-"))
    if held.state != ISSUED or wanted not in editions(held.snapshot.languages):
        raise NotFound(chosen)
    code = _code(certificate)
    if code is None:
        return redirect(url_for(".show", certificate=certificate))
    limits.check_and_hit("pdf", str(holder))
    response = Response(make_pdf(held.snapshot, code, wanted), mimetype="application/pdf")
    name = f"{held.serial}-{chosen}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
