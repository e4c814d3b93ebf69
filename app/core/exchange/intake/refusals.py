"""Why a file that somebody sends for a module is not taken."""

from app.core.errors import Refusal
from app.core.exchange.refusals import ContainerRefused


class MediaRefused(Refusal):
    """A picture, film, table or handout is not taken (422); `facts` fill the words of the code, sizes in bytes.

    `code` is one of: kind, svg, not-what-it-says, damaged, too-many-pixels, moving, too-large, pdf-locked,
    pdf-active, not-text, table-shape, captions-shape.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class MemberRefused(ContainerRefused):
    """A file in the container is not taken, and so nothing is; `why` says what is wrong with it."""

    def __init__(self, member: str, why: MediaRefused) -> None:
        super().__init__("member", member)
        self.why = why
