"""Reading many rows in parts, each beginning after the last id of the part before: no part gets slower than the first."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db

BATCH = 500


def in_batches(
    query: Select[*tuple[Any, ...]], by: InstrumentedAttribute[UUID], size: int = BATCH
) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """The rows of a query in parts of `size`, in the order of `by`, the id of the first entity that it selects."""
    last: UUID | None = None
    while True:
        part = query.order_by(by).limit(size)
        rows = db.session.execute(part if last is None else part.where(by > last)).all()
        if not rows:
            return
        last = rows[-1][0].id
        yield rows
