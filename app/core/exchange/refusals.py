"""Why a container from outside is not opened."""

from app.core.errors import Refusal

LONGEST_SHOWN = 120


class ContainerRefused(Refusal):
    """A zip or tar.gz file is not taken, and nothing of it is (422); `member` names the one that is wrong, if one is.

    `code` is one of: not-a-container, damaged, too-many, file-too-large, too-large, ratio, nested, overlapping,
    lying, encrypted, method, link, device, name, duplicate, no-module, several-modules, member.
    """

    def __init__(self, code: str, member: str = "") -> None:
        # What a hostile file is called may be long, or no text at all: it is shown in one line, and shortened.
        shown = "".join(char if char.isprintable() else "\ufffd" for char in member)
        if len(shown) > LONGEST_SHOWN:
            shown = shown[:LONGEST_SHOWN] + "…"
        super().__init__(f"{code} {shown}".strip())
        self.code, self.member = code, shown
