"""Verification: what anyone may learn of a certificate from its code, also after the account is gone."""

from dataclasses import dataclass

from sqlalchemy import select

from app.core.certificates.codes import code_hash, grouped, normalise
from app.core.certificates.snapshot import Snapshot
from app.extensions import db
from app.models.certificates import Certificate


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a code: the facts as printed and the state, or None for both when we issued none such."""

    code: str | None
    state: str | None = None
    snapshot: Snapshot | None = None


def verify(typed: str) -> Verdict:
    """Look a code up by its hash; a code that cannot be one of ours costs no query."""
    code = normalise(typed)
    if code is None:
        return Verdict(None)
    row = db.session.execute(
        select(Certificate.state, Certificate.snapshot).where(
            Certificate.code_hash == code_hash(code)
        )
    ).first()
    if row is None:
        return Verdict(grouped(code))
    return Verdict(grouped(code), row.state, Snapshot.from_json(row.snapshot))
