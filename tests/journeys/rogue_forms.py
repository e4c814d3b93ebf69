"""Forms as somebody sends them who has taken the rules out of the page: any field, any file name, any length."""

import base64
from collections.abc import Mapping, Sequence

from tests.journeys.foreign import harmless
from tests.journeys.visitor import Visitor

# Beside what stands in the form already.
SEND = """([selector, fields, files]) => {
    const stands = document.querySelector(selector), form = document.createElement('form');
    const told = new Set([...fields, ...files].map(([name]) => name));
    Object.assign(form, {method: 'post', enctype: 'multipart/form-data', action: stands.action});
    const kept = [...new FormData(stands)].filter(([name, value]) => !told.has(name) && typeof value === 'string');
    for (const [name, value] of [...kept, ...fields]) {
        const field = document.createElement('textarea');
        Object.assign(field, {name, value});
        form.append(field);
    }
    for (const [name, called, content] of files) {
        const field = document.createElement('input'), held = new DataTransfer();
        const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
        held.items.add(new File([bytes], called));
        Object.assign(field, {type: 'file', name, files: held.files});
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""
KINDS = (
    "single",
    "multiple",
    "true-false",
    "short-text",
    "number",
    "matching",
    "order",
    "gaps",
    "open",
)
MOST_ROWS = 40
Files = Sequence[tuple[str, str, bytes]]


def send(
    visitor: Visitor,
    fields: Mapping[str, str],
    files: Files = (),
    *,
    form: str = "main form[method=post]",
    statuses: Sequence[int] = (200,),
) -> int:
    """Send this form of the page with these fields, and look at what comes; gives its status."""
    packed = [(name, called, base64.b64encode(body).decode()) for name, called, body in files]
    with visitor.page.expect_navigation(wait_until="load"):
        visitor.page.evaluate(SEND, [form, list(fields.items()), packed])
    assert visitor.status in statuses, f"{visitor.page.url} gave {visitor.status}"
    harmless(visitor, visitor.status)
    return visitor.status


def question(kind: str, payloads: Sequence[str]) -> dict[str, str]:
    """Every field of a question; a line of answers holds a payload, or two where there are more than lines."""
    whole = "\n\n".join(payloads)
    said = [" ".join(payloads[place::MOST_ROWS]) for place in range(min(MOST_ROWS, len(payloads)))]
    fields = {"prompt": whole, "hint": whole, "explanation": whole, "rows": str(len(said))}
    fields |= {
        "points": str(len(said)) if kind == "open" else "2",
        "type": kind,
        "right": "0",
        "row-0-right": "1",
        "truth": "true",
    }
    fields |= {"accepted": "\n".join(payloads), "number": "12", "tolerance": payloads[0]}
    fields["unit"] = payloads[1]
    for place, one in enumerate(said):
        fields |= {f"row-{place}-text": f"{place} {one}", f"row-{place}-left": f"a{place} {one}"}
        fields |= {f"row-{place}-feedback": one, f"row-{place}-points": "1"}
    if kind == "gaps":
        fields["prompt"] = "\n\n".join(
            f"{one} [[word|{one}]] [[ ({one}) | b ]]" for one in payloads
        )
    if kind == "number":
        fields["accepted"] = fields["low"] = fields["high"] = fields["tolerance"] = ""
    return fields


def settings(payloads: Sequence[str]) -> dict[str, str]:
    whole, count = " ".join(payloads), min(len(payloads), 30)
    fields = {"authors": "\n".join(payloads), "licence": whole, "outcomes": str(count)}
    fields |= {"hours": payloads[0], "level": payloads[1], "audience": payloads[2]}
    for code in ("en", "ru"):
        fields |= {f"title-{code}": whole, f"summary-{code}": whole}
        fields |= {
            f"outcome-{place}-{code}": " ".join(payloads[place::count]) for place in range(count)
        }
    return fields
