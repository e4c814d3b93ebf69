"""Pictures are drawn anew: upright, light, and without a trace of who made them where."""

import io
import struct
import zlib

import pytest
from PIL import Image

from app.core.courses.advice import HEAVY_IMAGE
from app.core.exchange.intake.pictures import WIDEST, redrawn
from app.core.exchange.intake.refusals import MediaRefused
from tests.support.media import GPS, noise, photograph, picture


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def refused(content: bytes, kind: str) -> str:
    with pytest.raises(MediaRefused) as told:
        redrawn(content, kind)
    return told.value.code


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def test_a_photograph_keeps_its_pixels_and_loses_all_that_was_noted():
    content = photograph()
    assert GPS.encode() in content

    kept = redrawn(content, "jpg")

    image = opened(kept.content)
    assert not image.getexif()
    assert image.info.keys() <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert GPS.encode() not in kept.content


def test_a_photograph_stands_upright():
    kept = redrawn(photograph(orientation=6), "jpg")

    image = opened(kept.content)
    assert (kept.width, kept.height) == image.size == (20, 60)
    # Turned clockwise, the dark half that was on the left is above.
    assert sum(image.getpixel((10, 10))) < 60
    assert sum(image.getpixel((10, 50))) > 700


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_applied_and_forgotten(orientation):
    image = opened(redrawn(photograph(orientation), "jpg").content)

    assert image.size == ((60, 20) if orientation < 5 else (20, 60))
    assert not image.getexif()


def test_text_behind_the_pixels_of_a_png_is_gone():
    content = picture("PNG")
    content = (
        content[:-12] + chunk(b"tEXt", b"Comment\0" + GPS.encode()) + content[-12:] + b"<script>"
    )

    kept = redrawn(content, "png")

    assert GPS.encode() not in kept.content
    assert b"script" not in kept.content
    assert opened(kept.content).convert("RGB").getpixel((35, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("form", "kind", "mode", "becomes"),
    [
        ("PNG", "png", "RGB", ("png",)),
        ("PNG", "png", "RGBA", ("png", "webp")),
        ("PNG", "png", "L", ("png",)),
        ("JPEG", "jpeg", "RGB", ("jpg",)),
        ("JPEG", "jpg", "CMYK", ("jpg",)),
        ("WEBP", "webp", "RGB", ("jpg",)),
        ("WEBP", "webp", "RGBA", ("jpg", "webp")),
    ],
)
def test_every_kind_and_colour_is_read(form, kind, mode, becomes):
    kept = redrawn(picture(form, mode=mode), kind)

    assert kept.kind in becomes
    assert opened(kept.content).size == (40, 30)


@pytest.mark.parametrize(
    ("form", "kind", "mode"),
    [
        ("PNG", "png", "RGB"),
        ("PNG", "png", "RGBA"),
        ("JPEG", "jpg", "RGB"),
        ("WEBP", "webp", "RGBA"),
    ],
)
def test_the_heaviest_picture_becomes_light(form, kind, mode):
    for keeps_kind in (False, True):
        kept = redrawn(noise(form, (900, 700), mode), kind, keeps_kind=keeps_kind)

        assert len(kept.content) <= HEAVY_IMAGE
        assert opened(kept.content).size == (kept.width, kept.height)
        assert kept.kind == kind or not keeps_kind


def test_what_is_transparent_stays_transparent():
    image = Image.new("RGBA", (30, 30), (200, 0, 0, 0))
    made = io.BytesIO()
    image.save(made, "PNG")

    assert opened(redrawn(made.getvalue(), "png").content).convert("RGBA").getpixel((3, 3))[3] == 0


def test_a_large_photograph_is_made_as_wide_as_a_page_needs():
    kept = redrawn(picture("JPEG", (5000, 4000)), "jpg")

    assert max(kept.width, kept.height) <= WIDEST


def bomb_png(width: int, height: int) -> bytes:
    """A picture of so many pixels that is only a header: nothing that decodes it could go on."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(5001, 5000), (60_000, 60_000), (25_000_001, 1), (1, 0xFFFFFFFF)])
def test_more_than_25_million_pixels_are_refused_before_anything_is_decoded(size):
    assert refused(bomb_png(*size), "png") in ("too-many-pixels", "damaged")


def test_a_second_size_in_the_file_does_not_pass():
    content = picture("JPEG", (40, 30))
    at = content.index(b"\xff\xc0")
    frame = content[at : at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]]
    huge = frame[:5] + struct.pack(">HH", 60_000, 60_000) + frame[9:]

    assert refused(content[:at] + frame + huge + content[at + len(frame) :], "jpg") in (
        "damaged",
        "too-many-pixels",
    )


def test_moving_pictures_are_refused():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    for form, kind in (("WEBP", "webp"), ("PNG", "png")):
        made = io.BytesIO()
        frames[0].save(made, form, save_all=True, append_images=frames[1:])
        assert refused(made.getvalue(), kind) == "moving"


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_picture_that_is_cut_off_or_another_kind_is_damaged(kind):
    form = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}[kind]
    content = noise(form, (90, 90))

    assert refused(content[: len(content) // 2], kind) == "damaged"
    assert refused(b"not a picture", kind) == "damaged"
