"""The labels that a rendered page needs in the reader's language; whoever renders fills them in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderWords:
    note: str = "Note"
    tip: str = "Tip"
    warning: str = "Warning"
    example: str = "Example"
    table: str = "Table"
    figures: str = "Show the figures as a table"
    transcript: str = "Show what is said as a text"
    captions: str = "Captions"
    download: str = "Download the video"
    footnotes: str = "Footnotes"
    back: str = "Back to the text"
