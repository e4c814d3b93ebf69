"""GIFT is read whole: every construct becomes a question, or the report says by name what became of it."""

from fractions import Fraction

import pytest

from app.core.courses.content import QuestionType as T
from app.core.courses.keys import (
    ChoiceKey,
    GapKey,
    GapsKey,
    MatchingKey,
    NumberKey,
    OpenKey,
    TrueFalseKey,
)
from app.core.courses.questions.gaps import PLACE
from app.core.errors import ExchangeRefused
from app.core.exchange.gift import read_gift
from app.core.exchange.reports import UNSAID


def read(text):
    return read_gift(text.encode())


def only(text):
    (question,) = read(text).questions
    return question, question.texts[UNSAID]


def notes(text):
    """What the report says beside the taking, as kind and code."""
    items = read(text).report.items
    return [(item.kind, item.code) for item in items if item.kind != "taken"]


def test_one_right_answer_with_feedback_and_explanation():
    question, text = only(
        "::Who::Who listens?{=An interpreter#Good. ~A cousin#No. ####Privacy first.}"
    )

    assert (question.id, question.type, question.key) == (
        "who",
        T.SINGLE,
        ChoiceKey(frozenset({0})),
    )
    assert [(o.text, o.feedback) for o in text.options] == [
        ("An interpreter", "Good."),
        ("A cousin", "No."),
    ]
    assert text.explanation == "Privacy first."


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ("~%50%a ~%50%b ~%-100%c", []),
        ("~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-50%d ~%-50%e", []),
        ("~%50%a ~%50%b ~c", [("guessed", "weights")]),
        ("~%60%a ~%40%b ~%-100%c", [("guessed", "weights")]),
    ],
)
def test_several_right_answers_are_exact_where_the_shares_are_ours(answers, codes):
    question, _ = only(f"Which?{{{answers}}}")

    assert question.type is T.MULTIPLE
    assert notes(f"Which?{{{answers}}}") == codes


def test_partial_points_of_one_answer_are_named_with_their_shares():
    report = read("Which?{=a ~%50%b ~%-25%c ~d}").report

    (note,) = report.of("guessed")
    assert (note.code, note.facts["shares"]) == ("partial", "b (50 %); c (−25 %)")


def test_several_whole_answers_become_a_question_with_several():
    question, _ = only("Which?{=a =b ~c}")

    assert (question.type, question.key) == (T.MULTIPLE, ChoiceKey(frozenset({0, 1})))
    assert notes("Which?{=a =b ~c}") == [("guessed", "several-right")]


@pytest.mark.parametrize("word", ["T", "TRUE", "F", "FALSE"])
def test_true_and_false(word):
    question, _ = only(f"It is so.{{{word}}}")

    assert question.key == TrueFalseKey(word.startswith("T"))


def test_feedback_on_true_and_false_is_kept_as_explanation_or_named_whole():
    _, text = only("It is so.{F#Wrong, since.#Right, since.}")

    assert text.explanation == "Right, since."
    left = read("It is so.{F#Wrong, since.#Right, since.}").report.of("left-out")
    assert [(item.code, item.facts["feedback"]) for item in left] == [("feedback", "Wrong, since.")]


def test_short_text_accepts_what_earns_everything():
    question, text = only("Name it.{=one =%100%two =%50%three#Nearly.}")

    assert (question.type, text.accepted) == (T.SHORT_TEXT, ("one", "two"))
    (left,) = read("Name it.{=one =%100%two =%50%three#Nearly.}").report.of("left-out")
    assert dict(left.facts) == {"answer": "three", "share": "50", "feedback": "Nearly."}


def test_a_word_without_a_sign_is_a_short_text_too():
    assert only("Name it.{one}")[1].accepted == ("one",)


@pytest.mark.parametrize(
    ("answer", "low", "high"),
    [
        ("#1822:5", 1817, 1827),
        ("#1822", 1822, 1822),
        ("#=1822", 1822, 1822),
        ("#1.5..2.5", Fraction(3, 2), Fraction(5, 2)),
        ("#-2..-1", -2, -1),
        ("#3.14\\:0.01", Fraction(313, 100), Fraction(315, 100)),
        ("#1e2:1", 99, 101),
    ],
)
def test_numbers_with_tolerance_and_ranges(answer, low, high):
    question, _ = only(f"How many?{{{answer}}}")

    assert question.key == NumberKey(Fraction(low), Fraction(high))


def test_further_numbers_are_named_with_their_shares():
    left = read("How many?{#=5:0#Yes. =%50%5:2#Near. ~#No.}").report.of("left-out")

    assert [(item.code, item.facts["share"], item.facts["feedback"]) for item in left] == [
        ("any-number", "0", "No."),
        ("number", "50", "Near."),
    ]


def test_pairs_and_distractors():
    question, text = only("Match.{=a -> 1 =b -> 2 = -> 3}")

    assert question.key == MatchingKey(2, 3)
    assert (text.lefts, [o.text for o in text.options]) == (("a", "b"), ["1", "2", "3"])


def test_pairs_that_share_a_right_side_become_gaps_to_choose():
    question, text = only("Match.{=a -> 1 =b -> 1 =c -> 2}")

    assert question.key == GapsKey((GapKey(0), GapKey(0), GapKey(1)))
    assert text.gaps == (("1", "2"),) * 3


def test_a_missing_word_to_write_and_to_choose():
    fill, fill_text = only("It was {=gold =silver} that shone.")
    choose, choose_text = only("It {~may =must} be kept.")

    assert (fill.key, fill_text.gaps) == (GapsKey((GapKey(None),)), (("gold", "silver"),))
    assert fill_text.prompt == f"It was {PLACE} that shone."
    assert (choose.key, choose_text.gaps) == (GapsKey((GapKey(1),)), (("may", "must"),))


def test_a_missing_word_with_feedback_becomes_options_below_a_line():
    question, text = only("It {~may#No. =must} be kept.")

    assert question.type is T.SINGLE
    assert PLACE not in text.prompt
    assert notes("It {~may#No. =must} be kept.") == [("guessed", "gap-as-options")]


def test_an_essay_gets_a_line_of_rubric_to_be_written():
    question, text = only("Describe it.{####Thanks.}")

    assert (question.key, text.criteria) == (OpenKey((Fraction(1),)), ("",))
    assert (text.explanation, notes("Describe it.{}")) == ("Thanks.", [("guessed", "rubric")])


def test_formats_of_words():
    _, html = only("[html]<p>One <b>bold</b></p>{=[plain]*x* ~[markdown]*y* ~z &amp; w}")
    _, moodle = only("A * star and _under_ {T}")

    assert html.prompt == "One **bold**"
    assert [o.text for o in html.options] == ["\\*x\\*", "*y*", "z & w"]
    assert moodle.prompt == "A * star and \\_under\\_"


def test_escaped_signs_are_signs():
    _, text = only("::a\\:b::1 \\= 1 \\{x\\} \\~ \\# \\\\n{=\\=a\\# ~b\\nc}")

    assert text.prompt == "1 = 1 {x} ~ # \\n"
    assert [o.text for o in text.options] == ["=a#", "b c"]


def test_categories_comments_tags_and_descriptions_are_named():
    text = "// a remark\n$CATEGORY: top/Talks\n\n// question: 3  name: x\n// [id:q-7] [tag:law]\n::T::Is it?{T}\n\nJust words.\n"
    imported = read(text)

    assert [(i.code, i.where) for i in imported.report.of("left-out")] == [
        ("comment", "1"),
        ("category", "2"),
        ("tag", "6"),
        ("description", "8"),
    ]
    assert [question.id for question in imported.questions] == ["q-7"]


def test_a_blank_line_among_the_answers_is_forgiven():
    assert len(only("Which?{\n=a\n\n~b\n}")[1].options) == 2


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("One{T}\n\nTwo{=a ~b\n\nThree{F}", "brace-open", "3"),
        ("One{T}\n\nTwo{=a ~b", "brace-open", "3"),
        ("One{T}\n\nTwo}", "brace-close", "3"),
        ("One{T}\nTwo{F}", "two-answers", "2"),
        ("", "no-questions", ""),
        ("// nothing else", "no-questions", ""),
    ],
)
def test_broken_braces_refuse_the_file_and_name_the_line(text, code, line):
    with pytest.raises(ExchangeRefused) as refused:
        read(text)

    assert (refused.value.code, refused.value.where) == (code, line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{T}", "no-prompt"),
        ("A{~a ~b}", "no-right-option"),
        ("A{~%50%a ~%50%b}", "no-wrong-option"),
        ("A{#}", "no-number"),
        ("A{#five}", "not-a-number"),
        ("A{=a -> b}", "too-few-pairs"),
        ("A{=a -> b =c}", "pair-without-arrow"),
        ("A{=*}", "no-accepted"),
        ("A{=%50%a}", "no-accepted"),
    ],
)
def test_what_cannot_be_a_question_is_left_out_by_name_and_the_rest_is_taken(text, code):
    imported = read(f"{text}\n\nOther.{{T}}")

    assert [(i.code, i.where) for i in imported.report.of("left-out")] == [(code, "1")]
    assert [question.id for question in imported.questions] == ["other"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_every_usual_encoding_is_read(encoding):
    imported = read_gift("Это так?{T}\r\n".encode(encoding))

    assert imported.questions[0].texts[UNSAID].prompt == "Это так?"
    guessed = [item.code for item in imported.report.of("guessed")]
    assert guessed == (["encoding"] if encoding == "windows-1251" else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Q{=a" + "~b" * 201 + "}", "too-many-answers"),
        ("Q{=a ~" + "b" * 20_000 + "}", "question-too-long"),
        ("*_[`<&" * 4_000 + "{T}", "question-too-long"),
    ],
)
def test_a_question_without_end_is_left_out_before_anybody_waits_for_it(text, code):
    imported = read(f"{text}\n\nOther.{{T}}")

    assert [item.code for item in imported.report.of("left-out")] == [code]
    assert len(imported.questions) == 1


def test_a_file_without_end_is_refused():
    with pytest.raises(ExchangeRefused) as refused:
        read("Is it?{T}\n\n" * 501)

    assert (refused.value.code, refused.value.where) == ("too-many-questions", "1001")


def test_the_same_title_twice_gives_two_ids_that_stay_the_same():
    text = "::Досмотр::One{T}\n\n::Досмотр::Two{F}\n"

    assert [q.id for q in read(text).questions] == ["dosmotr", "dosmotr-2"]
    assert [q.id for q in read(text).questions] == ["dosmotr", "dosmotr-2"]


def test_a_wildcard_says_what_is_accepted_now():
    imported = read("Name it.{=non*refoulement}")

    assert imported.questions[0].texts[UNSAID].accepted == ("non refoulement",)
    assert [item.code for item in imported.report.of("guessed")] == ["wildcard"]
