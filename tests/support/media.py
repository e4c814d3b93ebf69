"""Pictures, documents and films for tests, made on the spot: honest ones, and such as carry something."""

import io
import struct
from typing import Any

import pikepdf
from PIL import Image

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n"
TABLE = b"year,people\n2023,5\n2024,7\n"
GPS = "Canon EOS R5 serial 0042"


def picture(
    form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: Any
) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new(mode, size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    return _saved(image, form, **how)


def noise(form: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    """A picture that packs as badly as any."""
    channels = [Image.effect_noise(size, 90) for _ in mode]
    return _saved(Image.merge(mode, channels), form)


def photograph(orientation: int = 6) -> bytes:
    """A photograph with the place where it was made, the camera, a comment and a thumbnail's worth of notes."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = GPS
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (50.0, 5.0, 15.0)
    return picture("JPEG", (60, 20), exif=exif, comment=GPS.encode(), icc_profile=GPS.encode())


def _saved(image: Image.Image, form: str, **how: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **how)
    return made.getvalue()


def document(**root: Any) -> bytes:
    """A PDF file of one page; `root` are entries of its catalogue."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for key, value in root.items():
        pdf.Root["/" + key] = pdf.make_indirect(value) if isinstance(value, dict) else value
    made = io.BytesIO()
    pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def film(*notes: bytes) -> bytes:
    """An MP4 file as far as its boxes go, with notes beside its track."""
    track = box(b"trak", box(b"tkhd", bytes(20)) + b"".join(notes))
    moov = box(b"moov", box(b"mvhd", bytes(20)) + track + b"".join(notes))
    return box(b"ftyp", b"isom\0\0\0\0isommp42") + moov + box(b"mdat", b"moving pictures")
