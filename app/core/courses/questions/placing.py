"""The lines of a file as they are, line ends and all: what is not replaced stays byte for byte."""

import re
from collections.abc import Sequence

from app.core.courses.sources import BOM

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


class FileLines:
    """A text file cut into lines (counted from 1) that can be replaced, put in, moved and taken out."""

    def __init__(self, content: bytes) -> None:
        self._bom = BOM if content.startswith(BOM) else b""
        self._lines: list[str] = _LINE.findall(content.removeprefix(BOM).decode("utf-8"))
        ends = [line[len(line.rstrip("\r\n")) :] for line in self._lines]
        self._end = "\r\n" if ends.count("\r\n") > ends.count("\n") else "\n"

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def content(self) -> bytes:
        return self._bom + "".join(self._lines).encode("utf-8")

    def line(self, number: int) -> str:
        """A line without its end."""
        return self._lines[number - 1].rstrip("\r\n") if number <= len(self._lines) else ""

    def replace(self, first: int, last: int, new: Sequence[int | str]) -> None:
        """Put lines in the place of `first` to `last`; a number stands for a line as it is."""
        kept = [self._lines[one - 1] if isinstance(one, int) else one + self._end for one in new]
        self._finish(last if last >= first else first - 1)
        self._lines[first - 1 : last] = kept

    def append_block(self, lines: Sequence[str]) -> None:
        """Add lines at the end of the file, a blank line before them."""
        self._finish(len(self._lines))
        if self._lines and self._lines[-1].strip():
            self._lines.append(self._end)
        self._lines += [line + self._end for line in lines]

    def insert_after(self, number: int, lines: Sequence[str]) -> None:
        """Put a block after a line, with blank lines around it."""
        self._finish(number)
        after = [self._end] if number < len(self._lines) and self.line(number + 1).strip() else []
        self._lines[number:number] = [self._end, *(line + self._end for line in lines), *after]

    def remove_block(self, first: int, last: int) -> None:
        """Take lines out, and one of the blank lines that stood around them."""
        below_is_blank = last >= len(self._lines) or not self.line(last + 1).strip()
        if below_is_blank and first > 1 and not self.line(first - 1).strip():
            first -= 1
        del self._lines[first - 1 : last]

    def swap(self, upper: tuple[int, int], lower: tuple[int, int]) -> None:
        """Let two blocks change places; what stands between them stays."""
        self._finish(lower[1])
        (a, b), (c, d) = upper, lower
        lines = self._lines
        self._lines = [
            *lines[: a - 1],
            *lines[c - 1 : d],
            *lines[b : c - 1],
            *lines[a - 1 : b],
            *lines[d:],
        ]

    def _finish(self, number: int) -> None:
        """The last line of a file may lack its end."""
        if 0 < number <= len(self._lines) and not self._lines[number - 1].endswith(("\n", "\r")):
            self._lines[number - 1] += self._end
