"""Every page in every state that it has: how to reach it and as whom. A page that is not listed fails a test."""

from app.core.access.tokens import Purpose
from tests.journeys.answering import answer_rightly
from tests.journeys.cast import Cast
from tests.journeys.conversation_states import CONVERSATION_STATES
from tests.journeys.desk_states import DESK_STATES, QUIZ, RESULT, SITTING
from tests.journeys.learner import MODULE
from tests.journeys.states import State, Values, attempt, send_cleared, send_empty
from tests.journeys.studio_states import STUDIO_STATES, STUDIO_WITHOUT_PAGE
from tests.journeys.visitor import Visitor
from tests.support.factories import PASSWORD

UNKNOWN = "7K3M-9QXT-4HWB-2NPD"


def practise(visitor: Visitor, cast: Cast) -> None:
    """Answer a practice question, without script: the whole lesson comes back."""
    question = cast.module.lessons[0].practice[0]
    answer_rightly(visitor, question)
    place = visitor.page.locator(f"[id='practice-{question.id}']")
    place.get_by_role("button", name=visitor.say("Check the answer")).click()
    place.locator("[role=status] .box").wait_for()
    visitor.look()


def send_after_the_session(visitor: Visitor, cast: Cast) -> None:
    """The session ends while the quiz is open; what is sent then goes through the sign-in (T49)."""
    visitor.open("learn_attempts.show", attempt=cast.attempts["returning"])
    visitor.context.clear_cookies()
    with visitor.arriving(status=401):
        visitor.page.evaluate("() => document.getElementById('quiz').submit()")
    visitor.write("Work e-mail address", cast.people["returning"].address)
    visitor.write("Password", PASSWORD)
    visitor.press("Sign in", "main")


def submit_blank(visitor: Visitor, _cast: Cast) -> None:
    visitor.press("Submit", "form#quiz")


def certificate(who: str) -> Values:
    return lambda cast: {"certificate": cast.certificates[who]}


def link(purpose: Purpose) -> Values:
    return lambda cast: {"token": cast.tokens[purpose]}


def lesson(number: int) -> Values:
    return lambda cast: {"module": MODULE, "lesson": cast.lessons[number]}


HERE = {"module": MODULE}
DEAD = {"token": "no-such-token"}
HOME, MINE = "learn/home/index.html", "learn/mine/index.html"
MODULE_PAGE, LESSON = "learn/modules/show.html", "learn/lessons/show.html"
CATALOGUE, TRACK = "learn/catalogue/index.html", "learn/tracks/show.html"
ERROR = "errors/error.html"
REGISTRATION, SIGN_IN = "account/registration/new.html", "account/session/new.html"
FORGOTTEN, RESET = "account/password/forgotten.html", "account/password/edit.html"
ADDRESS, PROFILE = "account/address/edit.html", "account/profile/edit.html"
CHANGE, STANDING = "account/password_change/edit.html", "account/profile/show.html"
CODE, VERDICT = "verify/certificates/new.html", "verify/certificates/show.html"
MY_PAPERS, PAPER = "learn/certificates/index.html", "learn/certificates/show.html"
NAME = "learn/certificates/new.html"

STATES = (
    State("learn_home.index", HOME),
    State("learn_home.index", HOME, "with a next step", "failed"),
    State("public_pages.help", "public/pages/help.html"),
    State("public_pages.accessibility", "public/pages/accessibility.html"),
    State("public_pages.privacy", "public/pages/privacy.html"),
    # Certificates as strangers see them
    State("verify_certificates.new", CODE),
    State("verify_certificates.new", VERDICT, "no code", values={"code": "nonsense"}, status=404),
    State("verify_certificates.show", VERDICT, "unknown", values={"code": UNKNOWN}, status=404),
    State(
        "verify_certificates.show",
        VERDICT,
        "valid",
        values=lambda cast: {"code": cast.codes["holder"]},
    ),
    State(
        "verify_certificates.show",
        VERDICT,
        "revoked",
        values=lambda cast: {"code": cast.codes["revoked"]},
    ),
    # Accounts
    State("account_registration.new", REGISTRATION),
    State(
        "account_registration.new",
        REGISTRATION,
        "with errors",
        status=422,
        then=send_empty("Create an account"),
    ),
    State("account_registration.sent", "account/registration/sent.html"),
    State(
        "account_confirmation.show", "account/confirmation/show.html", values=link(Purpose.CONFIRM)
    ),
    State(
        "account_confirmation.show",
        "account/confirmation/dead.html",
        "dead",
        values=DEAD,
        status=410,
    ),
    State("account_session.new", SIGN_IN),
    State("account_session.new", SIGN_IN, "with errors", status=422, then=send_empty("Sign in")),
    State(
        "account_session.new",
        "account/session/answers.html",
        "with answers kept",
        "returning",
        then=send_after_the_session,
    ),
    State("account_password.forgotten", FORGOTTEN),
    State(
        "account_password.forgotten",
        FORGOTTEN,
        "with errors",
        status=422,
        then=send_empty("Send the link"),
    ),
    State("account_password.sent", "account/password/sent.html"),
    State("account_password.edit", RESET, values=link(Purpose.RESET)),
    State(
        "account_password.edit",
        RESET,
        "with errors",
        values=link(Purpose.RESET),
        status=422,
        then=send_empty("Set the password"),
    ),
    State("account_password.edit", "account/password/dead.html", "dead", values=DEAD, status=410),
    State("account_password_change.edit", CHANGE, who="newcomer"),
    State(
        "account_password_change.edit",
        CHANGE,
        "with errors",
        "newcomer",
        status=422,
        then=send_empty("Change the password"),
    ),
    State("account_address.edit", ADDRESS, who="newcomer"),
    State(
        "account_address.edit",
        ADDRESS,
        "with errors",
        "newcomer",
        status=422,
        then=send_empty("Send the link"),
    ),
    State("account_address.sent", "account/address/sent.html", who="newcomer"),
    State("account_profile.show", STANDING, "approved", "holder"),
    State("account_profile.show", STANDING, "waiting", "waiting"),
    State("account_profile.show", STANDING, "rejected", "rejected"),
    State("account_profile.edit", PROFILE, who="newcomer"),
    State(
        "account_profile.edit",
        PROFILE,
        "with errors",
        "newcomer",
        status=422,
        then=send_cleared("Save the profile", "Given names", "Family name", "Position"),
    ),
    State("account_notice.show", "account/notice/show.html", who="reader"),
    # Reading
    State("learn_catalogue.index", CATALOGUE),
    State("learn_catalogue.index", CATALOGUE, "with own states", "reader"),
    State("learn_catalogue.index", CATALOGUE, "filtered", values={"level": "introductory"}),
    State("learn_catalogue.index", CATALOGUE, "nothing fits", values={"level": "advanced"}),
    State(
        "learn_catalogue.index",
        CATALOGUE,
        "filters exclude each other",
        values={"level": "advanced", "access": "restricted"},
    ),
    State("learn_tracks.show", TRACK, values={"track": "irregular-migration"}),
    State(
        "learn_tracks.show", TRACK, "in preparation", values={"track": "return-and-reintegration"}
    ),
    State("learn_modules.show", MODULE_PAGE, values=HERE),
    State("learn_modules.show", MODULE_PAGE, "not begun", "newcomer", HERE),
    State("learn_modules.show", MODULE_PAGE, "waiting", "waiting", HERE),
    State("learn_modules.show", MODULE_PAGE, "begun", "reader", HERE),
    State("learn_modules.show", MODULE_PAGE, "attempts used", "exhausted", HERE),
    State("learn_modules.show", MODULE_PAGE, "certificate held", "holder", HERE),
    State("learn_lessons.show", LESSON, values=lesson(0)),
    State("learn_lessons.show", LESSON, "read", "reader", lesson(0)),
    State("learn_lessons.show", LESSON, "last", "failed", lesson(-1)),
    State("learn_lessons.show", LESSON, "practised", "reader", lesson(0), then=practise),
    State("learn_mine.index", MINE, "empty", "newcomer"),
    State("learn_mine.index", MINE, "waiting", "waiting"),
    State("learn_mine.index", MINE, "under way", "reader"),
    State("learn_mine.index", MINE, "passed", "holder"),
    # The quiz
    State("learn_quizzes.show", QUIZ, values=HERE),
    State("learn_quizzes.show", QUIZ, "waiting", "waiting", HERE),
    State("learn_quizzes.show", QUIZ, "module not begun", "newcomer", HERE),
    State("learn_quizzes.show", QUIZ, "before the first attempt", "reader", HERE),
    State("learn_quizzes.show", QUIZ, "attempt open", "sitter", HERE),
    State("learn_quizzes.show", QUIZ, "failed", "failed", HERE),
    State("learn_quizzes.show", QUIZ, "no attempt left", "exhausted", HERE),
    State("learn_quizzes.show", QUIZ, "passed", "passed", HERE),
    State("learn_attempts.show", SITTING, "open", "sitter", attempt("sitter")),
    State(
        "learn_attempts.show",
        SITTING,
        "with blanks",
        "sitter",
        attempt("sitter"),
        then=submit_blank,
    ),
    State("learn_attempts.result", RESULT, "failed", "failed", attempt("failed")),
    State("learn_attempts.result", RESULT, "no attempt left", "exhausted", attempt("exhausted")),
    State("learn_attempts.result", RESULT, "passed", "passed", attempt("passed")),
    # Certificates as their holders see them
    State("learn_certificates.index", MY_PAPERS, "empty", "newcomer"),
    State("learn_certificates.index", MY_PAPERS, "filled", "holder"),
    State("learn_certificates.index", MY_PAPERS, "revoked", "revoked"),
    State("learn_certificates.new", NAME, "name to confirm", "passed", HERE),
    State("learn_certificates.new", NAME, "name cannot be printed", "unprintable", HERE),
    State("learn_certificates.show", PAPER, "valid", "holder", certificate("holder")),
    State("learn_certificates.show", PAPER, "revoked", "revoked", certificate("revoked")),
    *DESK_STATES,
    *STUDIO_STATES,
    *CONVERSATION_STATES,
    # The Secretariat
    State("admin_outbox.index", "admin/outbox/index.html", who="admin"),
    State(
        "admin_outbox.show",
        "admin/outbox/show.html",
        who="admin",
        values=lambda cast: {"mail": cast.mail},
    ),
    State("admin_outbox.index", ERROR, "without the right", "newcomer", status=403),
    State("learn_tracks.show", ERROR, "not there", values={"track": "no-such-track"}, status=404),
)
# Addresses that give no page, and what they give instead.
NO_PAGE = {
    "assets.show": "a file",
    "learn_media.show": "a file",
    "learn_certificates.download": "a PDF",
    "public_health.show": "JSON",
    "root.to_language": "leads to the home page",
    "learn_practice.show": "leads to the lesson",
    "learn_mistakes.show": "leads to the mistakes",
    "learn_attempts.go_back": "leads to the attempt",
    "learn_answers.show": "JSON",
    "teach_questions.export": "a file",
    **STUDIO_WITHOUT_PAGE,
}
