"""An edition: one certificate in the language or the two languages that it is about to be printed in."""

from dataclasses import dataclass

from app.core.certificates.codes import LENGTH, normalise
from app.core.certificates.snapshot import LAYOUT, Snapshot
from app.core.certificates.wording import WORDINGS, Wording

MOST_LANGUAGES = 2


@dataclass(frozen=True)
class Edition:
    """What is printed, under which code, and in which languages; the first one leads."""

    snapshot: Snapshot
    code: str
    languages: tuple[str, ...]

    def __post_init__(self) -> None:
        languages = self.languages
        if not 1 <= len(languages) <= MOST_LANGUAGES or len(set(languages)) < len(languages):
            raise ValueError(f"one language or two different ones, not {languages}")
        if not set(languages) <= set(self.snapshot.languages) & WORDINGS.keys():
            raise ValueError(f"not printable in {languages}: {self.snapshot.languages}")
        if len(self.code) != LENGTH or normalise(self.code) != self.code:
            raise ValueError("not a certificate code in its normal form")
        if self.snapshot.layout != LAYOUT:
            raise ValueError(f"unknown layout {self.snapshot.layout}")

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The printed words of each language, in order."""
        return tuple(WORDINGS[language] for language in self.languages)

    @property
    def lead(self) -> Wording:
        """The words of the first language, which is the language of the document."""
        return self.wordings[0]

    @property
    def verify_page(self) -> str:
        """The page that checks a code, as printed: without scheme and closing slash."""
        return self._base.split("://")[-1]

    @property
    def address(self) -> str:
        """Where the QR code and the link lead."""
        return f"{self._base}/{self.code}"

    @property
    def heading(self) -> str:
        """The kind of certificate and the name: the title of the document."""
        return f"{self.lead.kinds[self.snapshot.kind]}: {self.snapshot.name}"

    def statement(self, wording: Wording) -> str:
        """What the person has done, up to the title that follows."""
        return wording.statements[self.snapshot.kind, self.snapshot.activity]

    def tag_language(self, wording: Wording) -> str | None:
        """The language to mark an element with: none where it is the document's own."""
        return None if wording is self.lead else wording.language

    @property
    def _base(self) -> str:
        return self.snapshot.verify_pages[self.lead.language].rstrip("/")
