"""My certificates: the name on them, the list for life, and the PDF in the languages that I ask for."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from app.core.access.rights import Right
from app.core.certificates.codes import grouped
from app.core.certificates.names import check_name
from app.core.certificates.pdf import make_pdf
from app.core.certificates.printed import printed
from app.core.errors import NotFound
from app.services import certificates, issuing, lessons, limits
from app.web import languages
from app.web.doors import needs
from app.web.identity import person
from app.web.issuer import issuer

bp = Blueprint("learn_certificates", __name__)


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
def new(module: str) -> str:
    content = lessons.open_module(module, person()).module
    title = content.texts[content.language_for(languages.language())].title
    names = certificates.names_of(person().person_id)
    return render_template(
        "learn/certificates/new.html",
        module=module,
        title=title,
        names=names,
        problems=check_name(names.latin, names.own),
    )


@bp.post("/certificates/new/<module>")
@needs(Right.HOLD_CERTIFICATE)
def create(module: str) -> Redirect:
    names = certificates.names_of(person().person_id)
    if check_name(names.latin, names.own):
        return redirect(url_for(".new", module=module))
    certificate = issuing.issue_certificate(
        person_id=person().person_id,
        module_id=module,
        language=languages.language(),
        issuer=issuer(),
        nonce=secrets.token_bytes(32),
        now=datetime.now(UTC),
    )
    return redirect(url_for(".show", certificate=certificate))


@bp.get("/certificates/<uuid:certificate>")
def show(certificate: UUID) -> str:
    held = certificates.certificate_of(person_id=person().person_id, certificate_id=certificate)
    code = certificates.code_of(certificate_id=certificate, issuer=issuer())
    return render_template(
        "learn/certificates/show.html",
        held=held,
        paper=printed(held.snapshot, languages.language()),
        code=grouped(code),
        editions=editions(held.snapshot.languages),
    )


def editions(can: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The ways in which the paper can be printed: each language alone, then both, the own one first."""
    alone = tuple((code,) for code in can)
    return (*alone, can[:2]) if len(can) > 1 else alone


@bp.get("/certificates/<uuid:certificate>/<chosen>.pdf")
def download(certificate: UUID, chosen: str) -> Response:
    holder = person().person_id
    held = certificates.certificate_of(person_id=holder, certificate_id=certificate)
    wanted = tuple(chosen.split("-"))
    can = held.snapshot.languages
    if not set(wanted) <= set(can) or len(wanted) > 2 or len(set(wanted)) != len(wanted):
        raise NotFound(chosen)
    limits.check_and_hit("pdf", str(holder))
    code = certificates.code_of(certificate_id=certificate, issuer=issuer())
    response = Response(make_pdf(held.snapshot, code, wanted), mimetype="application/pdf")
    name = f"{held.serial}-{chosen}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
