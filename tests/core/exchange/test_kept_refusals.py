"""Why an import was refused is kept whole, and what takes long is told from what does not."""

import json

import pytest

from app.core.errors import (
    BadModuleId,
    BadPath,
    ExchangeRefused,
    ModuleExists,
    NotAllowed,
    NotFound,
)
from app.core.exchange.import_states import BYTES_AT_ONCE, FILES_AT_ONCE, is_long
from app.core.exchange.kept_refusals import BrokeDown, refusal_from_json, refusal_to_json
from app.core.exchange.refusals import ContainerRefused


@pytest.mark.parametrize(
    "refusal",
    [
        ContainerRefused("ratio", "files/a"),
        ExchangeRefused("not-a-backup", "moodle_backup.xml", found="scorm"),
        *(kind() for kind in (ModuleExists, BadModuleId, NotAllowed, NotFound, BrokeDown)),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_refusal_comes_back_as_it_was(refusal):
    back = refusal_from_json(json.loads(json.dumps(refusal_to_json(refusal))))

    assert type(back) is type(refusal)
    assert {**vars(back)} == {**vars(refusal)}


def test_a_refusal_that_no_import_should_meet_counts_as_broken_down():
    assert isinstance(refusal_from_json(refusal_to_json(BadPath("../x"))), BrokeDown)


def test_many_files_or_large_ones_take_long():
    assert not is_long(FILES_AT_ONCE, BYTES_AT_ONCE)
    assert is_long(FILES_AT_ONCE + 1, 0)
    assert is_long(1, BYTES_AT_ONCE + 1)
