"""What a state of a page is: how to reach it, as whom, and what the visitor does there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.cast import Cast
from tests.journeys.visitor import Visitor

Values = Mapping[str, Any] | Callable[[Cast], Mapping[str, Any]]


@dataclass(frozen=True)
class State:
    """One page in one state; `then` is what the visitor does after opening it."""

    endpoint: str
    template: str
    name: str = ""
    who: str = "nobody"
    values: Values = field(default_factory=dict)
    status: int = 200
    then: Callable[[Visitor, Cast], None] | None = None

    @property
    def id(self) -> str:
        return f"{self.endpoint} {self.name}".strip()

    def reach(self, visitor: Visitor, cast: Cast) -> None:
        values = self.values(cast) if callable(self.values) else self.values
        visitor.open(self.endpoint, 200 if self.then else self.status, **values)
        if self.then:
            self.then(visitor, cast)


def send_empty(button: str) -> Callable[[Visitor, Cast], None]:
    """Press the button of a form in which nothing is filled in."""
    return lambda visitor, _cast: visitor.press(button, "main", status=422)


def send_cleared(button: str, *labels: str) -> Callable[[Visitor, Cast], None]:
    """Empty these fields of a filled form, and press its button."""

    def send(visitor: Visitor, _cast: Cast) -> None:
        for label in labels:
            visitor.write(label, "")
        visitor.press(button, "main", status=422)

    return send


def attempt(who: str) -> Values:
    return lambda cast: {"attempt": cast.attempts[who]}
