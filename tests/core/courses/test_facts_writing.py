"""What changing module.yaml promises: the values are the new ones, and no other byte is touched."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.courses.facts_writing import UnwritableFacts, with_facts
from app.core.courses.settings_fields import (
    Settings,
    SettingsRefused,
    read_settings,
    settings_of,
    with_settings,
)

HAND = """# who may change this: the owners
source: en
languages: [en, ru]   # Russian by the Warsaw office
level: introductory
hours: 4              # with the exercises

audience:
  - border guards     # first of all
  - asylum officers
access: public
prerequisites: []
quiz: # the rules
  pass: 80            # per cent
  attempts: 3
  every: 24h
  draw: null
authors: [Training Academy]
reviewed: 2026-11-01
licence: CC-BY-4.0 # as agreed
"""
FLOW = """{source: en, languages: [en], level: introductory, hours: 1.5, audience: [trainers], access: members,
 quiz: {pass: 60, shuffle: false}, authors: ["A, B"], reviewed: "2026-11-01", licence: 'CC BY'}
"""


def fields(text: str) -> Settings:
    facts = read_settings(text.encode())
    assert facts is not None
    return settings_of(facts)


def saved(text: str, **changes: object) -> str:
    before = fields(text)
    return with_settings(text.encode(), before, replace(before, **changes)).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [HAND, FLOW, HAND.replace("\n", "\r\n"), "\ufeff" + HAND])
def test_saving_without_a_change_gives_the_same_bytes(text: str) -> None:
    assert saved(text) == text


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ({"level": "advanced"}, "level: introductory", "level: advanced"),
        ({"hours": "2,5"}, "hours: 4   ", "hours: 2.5   "),
        ({"reviewed": "2027-01-02"}, "2026-11-01", "2027-01-02"),
        ({"pass_mark": "60"}, "pass: 80", "pass: 60"),
        ({"attempts": ""}, "attempts: 3", "attempts: null"),
        ({"draw": "5"}, "draw: null", "draw: 5"),
        ({"licence": "CC: BY # 4"}, "licence: CC-BY-4.0", 'licence: "CC: BY # 4"'),
        ({"authors": ("A: b", "C, d")}, "[Training Academy]", '["A: b", "C, d"]'),
        ({"prerequisites": ("law",)}, "prerequisites: []", "prerequisites: [law]"),
        ({"certainty": True}, "draw: null\n", "draw: null\n  certainty: yes\n"),
        ({"cool_down": "7d"}, "draw: null\n", "draw: null\n  cool_down: 7d\n"),
        ({"audience": ("asylum officers",)}, "  - border guards     # first of all\n", ""),
        (
            {"audience": ("border guards", "asylum officers", "trainers")},
            "  - asylum officers\n",
            "  - asylum officers\n  - trainers\n",
        ),
        (
            {"audience": ("asylum officers", "border guards")},
            "  - border guards     # first of all\n  - asylum officers\n",
            "  - asylum officers\n  - border guards     # first of all\n",
        ),
    ],
)
def test_one_change_touches_its_value_alone(change: dict[str, object], old: str, new: str) -> None:
    assert saved(HAND, **change) == HAND.replace(old, new)
    windows = HAND.replace("\n", "\r\n")
    assert saved(windows, **change) == windows.replace(
        old.replace("\n", "\r\n"), new.replace("\n", "\r\n")
    )


def test_a_rule_is_added_between_braces() -> None:
    assert saved(FLOW, attempts="2") == FLOW.replace("false}", "false, attempts: 2}")


_lists = st.lists(
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), min_size=1, max_size=12
    )
    .map(lambda text: " ".join(text.split()))
    .filter(
        lambda text: text and "<" not in text and "\ufffc" not in text and "\ufeff" not in text
    ),
    min_size=1,
    max_size=4,
    unique=True,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(
    text=st.sampled_from([HAND, FLOW]),
    authors=_lists,
    audience=_lists,
    hours=st.sampled_from(["1", "0.5", "12"]),
    limit=st.sampled_from(["", "1", "7"]),
    every=st.sampled_from(["", "90m", "7d"]),
    flag=st.booleans(),
)
def test_what_was_written_is_read(
    text: str,
    authors: tuple[str, ...],
    audience: tuple[str, ...],
    hours: str,
    limit: str,
    every: str,
    flag: bool,
) -> None:
    wanted = replace(
        fields(text),
        authors=authors,
        audience=audience,
        hours=hours,
        attempts=limit,
        draw=limit,
        every=every,
        shuffle=flag,
        certainty=flag,
        feedback="never",
    )
    found = with_settings(text.encode(), fields(text), wanted).decode()
    assert fields(found) == wanted
    comments = [line.partition("#")[2] for line in text.split("\n") if line.startswith("# who")]
    assert all(comment in found for comment in comments)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hours", "many"),
        ("hours", ""),
        ("pass_mark", "101"),
        ("attempts", "-1"),
        ("every", "soon"),
        ("reviewed", "2026-02-30"),
        ("level", "easy"),
        ("authors", ()),
        ("licence", ""),
    ],
)
def test_a_value_that_the_format_refuses_is_named_by_its_field(field: str, value: object) -> None:
    with pytest.raises(SettingsRefused) as refused:
        saved(HAND, **{field: value})
    found = {"pass": "pass_mark"}.get(
        next(iter(refused.value.problems)), next(iter(refused.value.problems))
    )
    assert found == field


def test_a_file_that_is_no_keys_and_values_is_left_alone() -> None:
    with pytest.raises(UnwritableFacts):
        with_facts(b"- a list\n", {"level": "advanced"})
    assert read_settings(b"level: [") is None
