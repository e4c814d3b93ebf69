"""Remarks on blocks: made, answered, resolved."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.access.authorship import Doing
from app.core.access.rights import Right
from app.core.errors import NotFound
from app.services import comments
from app.services.authorship import authored
from app.services.comments import Comment
from app.web.doors import needs
from app.web.identity import person
from app.web.studio.forms.steps import CommentForm
from app.web.studio.stage_words import title_of

bp = Blueprint("studio_comments", __name__)


@bp.get("/modules/<module>/comments")
@needs(Right.TEACH)
def index(module: str) -> str:
    return _list(module, CommentForm(formdata=None))


def _list(module: str, form: CommentForm, answered: UUID | None = None) -> str:
    found = comments.comments_of(module, person())
    if answered is not None and answered not in {one.id for one in found}:
        raise NotFound(answered)
    return render_template(
        "studio/comments/index.html",
        module=module,
        title=title_of(authored(module, person(), Doing.COMMENT)),
        open=_by_path([one for one in found if one.resolved_at is None]),
        resolved=_by_path([one for one in found if one.resolved_at is not None]),
        form=form,
        answered=answered,
    )


def _by_path(found: list[Comment]) -> dict[str, list[Comment]]:
    pages: dict[str, list[Comment]] = {}
    for one in found:
        pages.setdefault(one.path, []).append(one)
    return pages


@bp.get("/modules/<module>/comments/new")
@needs(Right.TEACH)
def new(module: str) -> str:
    return _form(module, CommentForm(formdata=None))


def _form(module: str, form: CommentForm) -> str:
    path, block = request.args.get("file", ""), request.args.get("block", "")
    return render_template(
        "studio/comments/new.html",
        module=module,
        title=title_of(authored(module, person(), Doing.COMMENT)),
        path=path,
        block=block,
        quote=comments.quoted(module, path, block, person()),
        form=form,
    )


@bp.post("/modules/<module>/comments/new")
@needs(Right.TEACH)
def create(module: str) -> Response | tuple[str, int]:
    form = CommentForm()
    path, block = request.args.get("file", ""), request.args.get("block", "")
    if not form.validate():
        return _form(module, form), 422
    comments.comment(
        module_id=module,
        path=path,
        block=block,
        words=form.words.data,
        who=person(),
        now=datetime.now(UTC),
    )
    flash(_("The comment is kept. The authors find it on this page and under Comments."), "ok")
    return redirect(url_for("studio_review.show", module=module, file=path), 303)


@bp.post("/modules/<module>/comments/<uuid:comment>/answers")
@needs(Right.TEACH)
def answer(module: str, comment: UUID) -> Response | tuple[str, int]:
    form = CommentForm()
    if not form.validate():
        return _list(module, form, comment), 422
    comments.answer(
        module_id=module,
        comment_id=comment,
        words=form.words.data,
        who=person(),
        now=datetime.now(UTC),
    )
    return redirect(url_for(".index", module=module, _anchor=f"c-{comment}"), 303)


@bp.post("/modules/<module>/comments/<uuid:comment>/<any(resolve, reopen):how>")
@needs(Right.TEACH)
def settle(module: str, comment: UUID, how: str) -> Response:
    comments.resolve(
        module_id=module,
        comment_id=comment,
        is_resolved=how == "resolve",
        who=person(),
        now=datetime.now(UTC),
    )
    flash(_("Resolved.") if how == "resolve" else _("Open again."), "ok")
    return redirect(url_for(".index", module=module), 303)
