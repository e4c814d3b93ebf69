"""A role opens its pages only to people who are approved."""

import pytest

from app.core.access.rights import Grant, Right, Role, Status, may


@pytest.mark.parametrize("status", list(Status))
def test_an_administrator_who_is_not_approved_reads_no_outbox(status):
    assert may(Right.READ_OUTBOX, status, [Grant(Role.ADMIN)]) is (status is Status.APPROVED)
