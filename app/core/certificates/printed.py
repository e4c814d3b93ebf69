"""What the paper says, as words without a layout: the pages about a certificate show the same."""

from dataclasses import dataclass

from app.core.certificates.facts import Fact, facts
from app.core.certificates.snapshot import Signatory, Snapshot
from app.core.certificates.wording import WORDINGS


@dataclass(frozen=True, slots=True)
class Printed:
    """Every printed fact in one language; `facts` are the labelled ones under the rule."""

    language: str
    kind: str
    intro: str
    name: str
    own_name: str | None
    statement: str
    title: str
    facts: tuple[Fact, ...]
    serial: str
    signatory: Signatory
    funding: str
    body: str
    note: str


def printed(snapshot: Snapshot, language: str) -> Printed:
    """The words in `language`, or in the certificate's first one when it was not issued in that."""
    code = language if language in snapshot.languages else snapshot.languages[0]
    wording = WORDINGS[code]
    return Printed(
        language=code,
        kind=wording.kinds[snapshot.kind],
        intro=wording.intro,
        name=snapshot.name,
        own_name=snapshot.own_name,
        statement=wording.statements[snapshot.kind, snapshot.activity],
        title=snapshot.titles[code],
        facts=facts(snapshot, wording),
        serial=snapshot.serial,
        signatory=snapshot.signatories[code],
        funding=wording.funding,
        body=" ".join(wording.body),
        note=wording.note,
    )
