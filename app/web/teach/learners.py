"""The learners of a module: who is where, who is stuck, the list as a file, and one of them in full."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, render_template, request

from app.core.access.rights import Right
from app.core.progress.groups import Group
from app.services import conversations, learners
from app.services.learners import SORTS
from app.web.doors import needs
from app.web.identity import person
from app.web.teach import learner_words
from app.web.teach.learner_export import to_csv

bp = Blueprint("teach_learners", __name__)
LONGEST_SEARCH = 100


@bp.get("/<module>/learners")
@needs(Right.TEACH)
def index(module: str) -> str:
    now = datetime.now(UTC)
    group, wanted, sort = _asked_for()
    found = learners.learners(
        module_id=module,
        who=person(),
        group=group,
        wanted=wanted,
        sort=sort,
        page=request.args.get("page", 1, type=int),
        now=now,
    )
    return render_template(
        "teach/learners/index.html",
        found=found,
        group=group,
        sort=sort,
        wanted=wanted,
        filters=_in_use(group, wanted, sort),
        footnotes={
            tuple(one.footnote.items()): one.footnote for one in found.shown if one.footnote
        },
        say=learner_words,
        now=now,
    )


def _asked_for() -> tuple[Group, str, str]:
    """The group, the words and the order that the address names; what is not there counts as not named."""
    named, sort = request.args.get("group", ""), request.args.get("sort", "")
    group = Group(named) if named in tuple(Group) else Group.EVERYBODY
    wanted = request.args.get("find", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    return group, wanted, sort if sort in SORTS else SORTS[0]


def _in_use(group: Group, wanted: str, sort: str) -> dict[str, str]:
    """What links to the same list carry on; what is usual is left out."""
    values = {"group": group.value, "find": wanted, "sort": sort}
    usual = {"group": Group.EVERYBODY.value, "find": "", "sort": SORTS[0]}
    return {name: value for name, value in values.items() if value != usual[name]}


@bp.get("/<module>/learners.csv")
@needs(Right.TEACH)
def export(module: str) -> Response:
    now = datetime.now(UTC)
    group, wanted, sort = _asked_for()
    taught, found = learners.all_learners(
        module_id=module, who=person(), group=group, wanted=wanted, sort=sort, now=now
    )
    response = Response(to_csv(found, now), content_type="text/csv; charset=utf-8")
    name = f"learners-{taught.module_id}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/<module>/learners/<uuid:learner>")
@needs(Right.TEACH)
def show(module: str, learner: UUID) -> str:
    now = datetime.now(UTC)
    found = learners.find_learner(module_id=module, person_id=learner, who=person(), now=now)
    return render_template(
        "teach/learners/show.html",
        taught=found.taught,
        found=found,
        learner=found.learner,
        asked=conversations.asked_by(module_id=module, person_id=learner),
        say=learner_words,
        now=now,
    )
