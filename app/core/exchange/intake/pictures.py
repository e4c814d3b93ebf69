"""Pictures are drawn anew: upright, without a word about camera, place or maker, and never heavier than 120 KB."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from app.core.courses.advice import HEAVY_IMAGE
from app.core.courses.media import size_of
from app.core.exchange.intake.limits import FORMATS
from app.core.exchange.intake.refusals import MediaRefused

MOST_PIXELS = 25_000_000
WIDEST = 1600
SMALLER = 0.8
QUALITIES = (85, 75, 65, 55)
FEW_COLOURS = 256
_UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew; `kind` is what its file name ends in."""

    kind: str
    content: bytes
    width: int
    height: int


def redrawn(content: bytes, kind: str, *, keeps_kind: bool = False) -> Picture:
    """The picture from nothing but its pixels, with `keeps_kind` in the format that its name says.

    Raises MediaRefused; how many pixels there are is read before they are.
    """
    size = size_of("x." + kind, content)
    if size is None:
        raise MediaRefused("damaged")
    _check_pixels(*size)
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as opened:
            _check_pixels(*opened.size)
            if getattr(opened, "n_frames", 1) > 1:
                raise MediaRefused("moving")
            # A photograph is decoded at the size that is needed, not at that of the camera.
            opened.draft("RGB", (WIDEST, WIDEST))
            return _light(_bare(opened), kind, keeps_kind=keeps_kind)
    except _UNREADABLE:
        raise MediaRefused("damaged") from None


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        found = str(-(-width * height // 1_000_000))
        raise MediaRefused("too-many-pixels", found=found, most=str(MOST_PIXELS // 1_000_000))


def _bare(opened: Image.Image) -> Image.Image:
    """The pixels upright in plain colours, with transparency where there is any, and nothing that came with them."""
    has_alpha = opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    if has_alpha and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    plain.info.clear()
    return plain


def _light(image: Image.Image, kind: str, *, keeps_kind: bool) -> Picture:
    """The best of the ways to write it that stays below the limit; a small picture always does."""
    while True:
        for written, content in _ways(image, kind, keeps_kind=keeps_kind):
            if len(content) <= HEAVY_IMAGE:
                return Picture(written, content, *image.size)
        smaller = tuple(max(1, round(side * SMALLER)) for side in image.size)
        image = image.resize((smaller[0], smaller[1]), Image.Resampling.LANCZOS)


def _ways(image: Image.Image, kind: str, *, keeps_kind: bool) -> Iterator[tuple[str, bytes]]:
    """Drawings keep their sharp edges, photographs become JPEG, what is transparent becomes WebP."""
    form = FORMATS[kind]
    if form == "PNG":
        yield kind, _written(image, "PNG", optimize=True)
        if image.mode == "RGB":
            few = image.quantize(FEW_COLOURS, dither=Image.Dither.NONE)
            yield kind, _written(few, "PNG", optimize=True)
    if form == "PNG" and keeps_kind:
        return
    for quality in QUALITIES:
        if form == "WEBP" if keeps_kind else image.mode == "RGBA":
            yield "webp" if not keeps_kind else kind, _written(image, "WEBP", quality=quality)
        else:
            how = {"quality": quality, "optimize": True, "progressive": True}
            yield "jpg" if not keeps_kind else kind, _written(image, "JPEG", **how)


def _written(image: Image.Image, form: str, **how: int | bool) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **how)
    return made.getvalue()
