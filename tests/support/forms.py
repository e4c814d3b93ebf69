"""Filling in a form as it stands on the page, like a person whose browser runs no script."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

Pairs = list[tuple[str, str]]
BUTTONS = frozenset({"submit", "image", "button", "reset"})


@dataclass(frozen=True)
class Sending:
    """What the browser would send."""

    method: str
    action: str
    pairs: Pairs


class Form:
    """One form; only what the page offers can be filled in, chosen or pressed."""

    def __init__(self, element: Element, root: Element) -> None:
        self.element = element
        self.action = element.get("action") or ""
        self.method = (element.get("method") or "get").lower()
        self.controls = [control for control in root.iter() if self._owns(control)]

    def _owns(self, control: Element) -> bool:
        if control.tag not in ("input", "select", "textarea", "button"):
            return False
        if control.get("form"):
            return control.get("form") == self.element.get("id")
        return any(parent is self.element for parent in control.iterancestors("form"))

    @property
    def names(self) -> set[str]:
        return {control.get("name") for control in self.controls if control.get("name")}

    @property
    def values(self) -> dict[str, str]:
        """What the form holds as it stands; of several values of a name the last."""
        return dict(self.send({}).pairs)

    def options(self, name: str) -> dict[str, str]:
        """The values that a list, a group of radio buttons or of boxes offers, and their words."""
        found: dict[str, str] = {}
        for control in self._named(name):
            if control.tag == "select":
                for option in control.iter("option"):
                    found[_option_value(option)] = "".join(option.itertext()).strip()
            elif control.get("type") in ("radio", "checkbox"):
                found[control.get("value", "on")] = self._label(control)
        return found

    def send(self, fields: dict[str, Any], press: str | None = None) -> Sending:
        """The form with these fields filled in, after pressing a button (the first, or the one so called)."""
        self._check(fields)
        button = self._button(press)
        pairs: Pairs = []
        for control in self.controls:
            name = control.get("name")
            if control is button and name:
                pairs.append((name, control.get("value", "")))
            elif name and not _is_disabled(control) and not _is_button(control):
                pairs += [(name, value) for value in self._values(control, fields)]
        method = self.method if button is None else button.get("formmethod", self.method).lower()
        action = self.action if button is None else button.get("formaction", self.action)
        return Sending(method, action, pairs)

    def _named(self, name: str) -> list[Element]:
        return [control for control in self.controls if control.get("name") == name]

    def _label(self, control: Element) -> str:
        for label in control.getroottree().getroot().iter("label"):
            if label.get("for") == control.get("id") or label in control.iterancestors():
                return " ".join("".join(label.itertext()).split())
        return control.get("aria-label", "")

    def _check(self, fields: dict[str, Any]) -> None:
        missing = set(fields) - self.names
        assert not missing, f"The form has no field {sorted(missing)}; it has {sorted(self.names)}"
        for name, value in fields.items():
            offered = self.options(name)
            if not offered or isinstance(value, bool) or value is None:
                continue
            wanted = {value} if isinstance(value, str) else set(value)
            assert wanted <= set(offered), f"{name} offers {sorted(offered)}, not {sorted(wanted)}"

    def _button(self, press: str | None) -> Element | None:
        buttons = [c for c in self.controls if _is_submit(c) and not _is_disabled(c)]
        if press is None:
            return buttons[0] if buttons else None
        fits = [b for b in buttons if press in _words_of_button(b)]
        assert len(fits) == 1, f"{len(fits)} buttons called {press!r}"
        return fits[0]

    def _values(self, control: Element, fields: dict[str, Any]) -> Iterator[str]:
        name = control.get("name")
        chosen = fields.get(name)
        if control.tag == "select":
            yield from _selected(control, chosen if name in fields else ...)
        elif control.get("type") in ("radio", "checkbox"):
            value = control.get("value", "on")
            if _is_ticked(control, value, chosen if name in fields else ...):
                yield value
        elif name in fields:
            if chosen is not None:
                yield str(chosen)
        elif control.tag == "textarea":
            yield re.sub(r"\r?\n", "\r\n", (control.text or "").removeprefix("\n"))
        else:
            yield control.get("value", "")


def _is_ticked(control: Element, value: str, chosen: Any) -> bool:
    if chosen is ...:
        return control.get("checked") is not None
    if isinstance(chosen, bool) or chosen is None:
        return bool(chosen)
    return value == chosen if isinstance(chosen, str) else value in chosen


def _selected(control: Element, chosen: Any) -> list[str]:
    options = [option for option in control.iter("option") if not _is_disabled(option)]
    if chosen is not ...:
        if chosen is None:
            return []
        wanted: Collection[str] = {chosen} if isinstance(chosen, str) else chosen
        return [value for value in map(_option_value, options) if value in wanted]
    marked = [_option_value(option) for option in options if option.get("selected") is not None]
    if marked or control.get("multiple") is not None:
        return marked
    return [_option_value(options[0])] if options else []


def _option_value(option: Element) -> str:
    value = option.get("value")
    return "".join(option.itertext()).strip() if value is None else value


def _is_disabled(control: Element) -> bool:
    return control.get("disabled") is not None or any(
        fieldset.get("disabled") is not None for fieldset in control.iterancestors("fieldset")
    )


def _is_button(control: Element) -> bool:
    return control.tag == "button" or control.get("type") in BUTTONS


def _is_submit(control: Element) -> bool:
    if control.tag == "button":
        return control.get("type", "submit").lower() == "submit"
    return control.tag == "input" and control.get("type") in ("submit", "image")


def _words_of_button(button: Element) -> tuple[str, ...]:
    said = " ".join("".join(button.itertext()).split())
    return said, button.get("value", ""), button.get("name", ""), button.get("aria-label", "")
