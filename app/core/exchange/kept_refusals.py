"""Why an import was refused, as it is kept until its owner reads it, and as the refusal that it was."""

from collections.abc import Mapping
from typing import Any

from app.core.errors import (
    BadModuleId,
    ExchangeRefused,
    ModuleExists,
    NotAllowed,
    NotFound,
    Refusal,
)
from app.core.exchange.refusals import ContainerRefused


class BrokeDown(Refusal):
    """The work on it broke down several times without a step forward."""


_PLAIN: Mapping[str, type[Refusal]] = {
    "address-taken": ModuleExists,
    "address-bad": BadModuleId,
    "not-allowed": NotAllowed,
    "upload-gone": NotFound,
    "broke-down": BrokeDown,
}


def refusal_to_json(refusal: Refusal) -> dict[str, Any]:
    if isinstance(refusal, ContainerRefused):
        return {"kind": "container", "code": refusal.code, "where": refusal.member}
    if isinstance(refusal, ExchangeRefused):
        facts = {name: str(value) for name, value in refusal.facts.items()}
        return {"kind": "exchange", "code": refusal.code, "where": refusal.where, "facts": facts}
    kind = next((name for name, one in _PLAIN.items() if isinstance(refusal, one)), "broke-down")
    return {"kind": kind}


def refusal_from_json(kept: Mapping[str, Any]) -> Refusal:
    if kept["kind"] == "container":
        return ContainerRefused(kept["code"], kept["where"])
    if kept["kind"] == "exchange":
        return ExchangeRefused(kept["code"], kept["where"], **kept["facts"])
    return _PLAIN[kept["kind"]]()
