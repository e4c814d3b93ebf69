"""Warnings: what publishes, but teaches or tests less well than it could."""

import re
from math import floor

from app.core.courses.guessing import chance_to_pass
from app.core.courses.keys import ChoiceKey
from app.core.courses.modules import Manuscript
from app.core.courses.pages import Page
from app.core.courses.problems import Findings, Spot
from app.core.courses.questions.drafts import Draft
from app.core.courses.questions.reading import SourceQuestion
from app.core.courses.revisions import source_hash
from app.core.courses.shares import ALL, Certainty, certain_share

HEAVY_IMAGE, HEAVY_LESSON = 120 * 1024, 150 * 1024
MOST_LUCK = 0.05
# Beyond this many questions nobody passes by luck, and counting it out would take long.
MOST_COUNTED = 300

_ALL_OF_THEM = re.compile(
    r"\b(?:(?:all|none|any|both) of (?:the (?:above|following|options|answers)|these|them)"
    r"|all (?:the )?above|none (?:the )?above"
    r"|all (?:answers|options) are (?:correct|right)"
    r"|(?:вс[её]|ничего|ничто|все|ни один|ни одно)(?: из| ответы| варианты)? ?(?:выше|ниже)?(?:перечисленн|указанн|названн)\w*"
    r"|вс[её] (?:эти )?(?:ответы|варианты)(?: ответ\w+)? (?:верны|правильны)\w*"
    r"|ни один из (?:ответов|вариантов)\w*|вс[её] из (?:перечисленн|указанн|названн)\w*)",
    re.IGNORECASE,
)
_NEGATIVES = {
    "en": re.compile(r"\b(?:not|except|never|cannot|least|\w+n['’]t)\b", re.IGNORECASE),
    "ru": re.compile(r"\b(?:не|кроме|никогда|нельзя|за исключением|исключая)\b", re.IGNORECASE),
}
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S).{1,200}?(?<=\S)\1")


def advise_on_question(
    draft: Draft, question: SourceQuestion, language: str, findings: Findings
) -> None:
    """Advice about the words of one question in one language."""
    if not isinstance(question.key, ChoiceKey):
        return
    _advise_on_length(draft, question.key.right, findings)
    for item in draft.body.items:
        if match := _ALL_OF_THEM.search(item.text.text):
            findings.add("all-of-the-above", item.spot, words=match[0])
    _advise_on_negation(draft, language, findings)


def _advise_on_length(draft: Draft, right: frozenset[int], findings: Findings) -> None:
    lengths = [len(item.text.text) for item in draft.body.items]
    rights = [length for place, length in enumerate(lengths) if place in right]
    wrongs = [length for place, length in enumerate(lengths) if place not in right]
    # In multiple choice even the shortest right option has to stand out before length gives anything away.
    if rights and wrongs and min(rights) > max(wrongs) * 1.5 and min(rights) - max(wrongs) >= 20:
        place = min(place for place in right if lengths[place] == min(rights))
        findings.add(
            "longest-right", draft.body.items[place].spot, right=min(rights), wrong=max(wrongs)
        )


def _advise_on_negation(draft: Draft, language: str, findings: Findings) -> None:
    """Only the sentence that asks counts: the story before it may say no as often as it likes."""
    pattern, prompt = _NEGATIVES.get(language), draft.body.prompt
    if pattern is None:
        return
    bare = _EMPHASIS.sub(lambda match: " " * len(match[0]), prompt.text)
    asking = prompt.text.rstrip(" ?.!:…*_")
    start = max(asking.rfind(end) for end in (". ", ".\n", "? ", "?\n", "! ", "!\n", ": ", "\n\n"))
    for match in pattern.finditer(bare, max(start, 0)):
        if not match[0].isupper():
            line = prompt.spot.line + prompt.text.count("\n", 0, match.start())
            findings.add("negative-stem", Spot(prompt.spot.path, line), word=match[0])
            return


def advise_on_luck(manuscript: Manuscript, findings: Findings) -> None:
    """Passing by guessing, with all the attempts that the rules allow."""
    module, facts = manuscript.module, manuscript.facts
    if module is None or facts is None or not 0 < len(module.questions) <= MOST_COUNTED:
        return
    chance = chance_to_pass(module.questions, module.quiz)
    if chance > MOST_LUCK:
        findings.add("guessing", facts.spots["quiz.pass"], chance=f"{chance * 100:.1f}")


def advise_on_certainty(manuscript: Manuscript, findings: Findings) -> None:
    """A pass mark above what everything right at "fairly sure" earns asks for more than knowledge."""
    facts = manuscript.facts
    if facts is None or not facts.quiz.certainty:
        return
    reached = floor(100 * certain_share(ALL, Certainty.FAIRLY_SURE))
    if facts.quiz.pass_mark > reached:
        findings.add(
            "certainty-mark", facts.spots["quiz.pass"], mark=facts.quiz.pass_mark, reached=reached
        )


def advise_on_images(manuscript: Manuscript, images: set[str], findings: Findings) -> None:
    for path in sorted(images):
        size = len(manuscript.files[path])
        if size > HEAVY_IMAGE:
            findings.add("image-heavy", Spot(manuscript.prefix + path, 1), size=-(-size // 1024))


def advise_on_weight(page: Page, media: dict[str, int], findings: Findings) -> None:
    """The text of a lesson with everything that loads with it."""
    size = len(page.source.text.encode()) + sum(media.values())
    if size > HEAVY_LESSON:
        findings.add("lesson-heavy", page.spot, size=-(-size // 1024))


def advise_on_age(page: Page, origin: Page, content: bytes, findings: Findings) -> None:
    """A translation that was made from other words than the source has now."""
    fields = page.front.fields
    if page.translates and fields and not source_hash(content).startswith(page.translates):
        findings.add("translation-old", fields.place("translates"), origin=origin.spot)
