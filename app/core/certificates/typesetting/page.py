"""The page: text and line work with the marks from which the tag tree is made.

The one module that uses reportlab's private parts (`_code`, `_doc`, `_formsinuse`): reportlab knows no
tagged content, so the operators are written here.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from app.core.certificates.typesetting.fonts import SERIF
from app.core.certificates.typesetting.glyphs import TextLine
from app.core.certificates.typesetting.runs import clean, natural_width, runs
from app.core.certificates.typesetting.sheet import HEIGHT, MM, WIDTH, Colour, Style, from_top

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Link:
    """Where a structure element leads, and the rectangle that a click may hit, in points."""

    address: str
    area: Box


@dataclass
class Element:
    """A node of the tag tree; its children are elements or numbers of marked content."""

    tag: str
    language: str | None = None
    description: str | None = None
    box: Box | None = None
    link: Link | None = None
    children: list["Element | int"] = field(default_factory=list)


class Page:
    """One A4 sheet in landscape; all places are millimetres from its top left corner."""

    def __init__(self, language: str) -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=(WIDTH * MM, HEIGHT * MM),
            lang=language,
            invariant=1,
            initialFontName=SERIF.name,
            pdfVersion=(1, 7),
            pageCompression=1,
        )
        self.root = Element("Document")
        self._open = [self.root]
        self._marks = 0

    def finish(self) -> bytes:
        """The sheet as a PDF that is not yet tagged."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    @contextmanager
    def element(
        self,
        tag: str,
        *,
        language: str | None = None,
        description: str | None = None,
        box: Box | None = None,
        link: Link | None = None,
    ) -> Iterator[None]:
        """What is drawn inside belongs to a new structure element of the one that is open."""
        element = Element(tag, language, description, box, link)
        self._open[-1].children.append(element)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is ornament, and stays silent when the page is read aloud."""
        self.draw("/Artifact BMC q")
        yield
        self.draw("Q EMC")

    def draw(self, operators: str) -> None:
        """Raw operators, in points from the bottom left."""
        self._canvas._code.append(operators)

    def mark(self, operators: str) -> None:
        """Raw operators as content of the open element."""
        element = self._open[-1]
        element.children.append(self._marks)
        self.draw(f"/{element.tag} <</MCID {self._marks}>> BDC q {operators} Q EMC")
        self._marks += 1

    def text(self, x: float, baseline: float, text: str, style: Style) -> None:
        """One line of text from `x` on; it ends with a space so that lines stay apart read aloud."""
        line = runs(clean(text) + " ", style.face)
        shown = TextLine(self._canvas._doc, style.size, style.tracking).operators(line)
        start = f"1 0 0 1 {x * MM:.3f} {from_top(baseline):.3f} Tm"
        self.mark(f"{style.colour.fill} BT {start} {shown} ET")

    def centred(self, x: float, baseline: float, text: str, style: Style) -> None:
        """One line of text with its middle at `x`."""
        self.text(x - text_width(text, style) / 2, baseline, text, style)

    def bar(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle as ornament; `y` is its upper edge."""
        area = f"{x * MM:.2f} {from_top(y + height):.2f} {width * MM:.2f} {height * MM:.2f}"
        with self.artifact():
            self.draw(f"{colour.fill} {area} re f")

    def hairline(self, x: float, y: float, width: float, colour: Colour, points: float) -> None:
        """A thin horizontal line as ornament."""
        ends = f"{x * MM:.2f} {from_top(y):.2f} m {(x + width) * MM:.2f} {from_top(y):.2f} l"
        with self.artifact():
            self.draw(f"{colour.stroke} {points} w {ends} S")

    def form(self, name: str, operators: str, box: Box) -> str:
        """A drawing to be used several times; the answer is the name that `Do` takes."""
        left, bottom, right, top = box
        self._canvas.beginForm(name, left, bottom, right, top)
        self._canvas._code.append(operators)
        self._canvas.endForm()
        self._canvas._formsinuse.append(name)
        return str(self._canvas._doc.getXObjectName(name))


def text_width(text: str, style: Style) -> float:
    """The width of one line in millimetres."""
    return natural_width(text, style.face, style.tracking) * style.size / MM
