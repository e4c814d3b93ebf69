"""Footnotes of a page: every definition once, and referred to."""

import re
from collections.abc import Collection

from app.core.courses.blocks import FenceWatch
from app.core.courses.inspection import Fragment
from app.core.courses.problems import Findings, Spot

_DEFINITION = re.compile(r" {0,3}\[\^([^\[\]\s]{1,100})\]:")


def inspect_footnotes(fragment: Fragment, skip: Collection[int], findings: Findings) -> None:
    """`skip` are the lines of questions, where footnotes do not work and are reported with the words."""
    defined: dict[str, Spot] = {}
    fence = FenceWatch()
    for number, line in enumerate(fragment.source.lines[fragment.first - 1 :], fragment.first):
        match = None if fence.takes(line) else _DEFINITION.match(line)
        if match is None or number in skip:
            continue
        spot = fragment.source.spot(number, match[0].strip())
        if match[1] in defined:
            findings.add("footnote-twice", spot, label=f"[^{match[1]}]")
        else:
            defined[match[1]] = spot
    referred = {
        child.meta.get("label")
        for token in fragment.tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    }
    for label in defined.keys() - referred:
        findings.add("footnote-unused", defined[label], label=f"[^{label}]")
