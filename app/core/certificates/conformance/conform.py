"""One pass over a drawn page: tags, metadata, colour profile, and the badge where there is one."""

import hashlib
import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from app.core.certificates.conformance.metadata import Description, describe
from app.core.certificates.conformance.tagtree import TagTree
from app.core.certificates.conformance.tounicode import repair_text_layer
from app.core.certificates.typesetting.fonts import FOLDER
from app.core.certificates.typesetting.page import Element

BADGE_NAME = "credential.json"

# Pillow's own sRGB profile carries the time of its making, which would change the bytes: ours is a file.
_PROFILE = (FOLDER / "srgb.icc").read_bytes()


def conform(
    drawn: bytes, root: Element, description: Description, seal_field: str, badge: bytes | None
) -> bytes:
    """The page as PDF/A-3a and PDF/UA-1; equal input gives equal bytes."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        repair_text_layer(pdf)
        TagTree(pdf).attach(root, seal_field)
        pdf.Root.Lang = String(description.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _drop_presentation(pdf)
        _set_output_intent(pdf)
        if badge is not None:
            _embed(pdf, badge, description)
        describe(pdf, description)
        finished = io.BytesIO()
        pdf.save(
            finished,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return finished.getvalue()


def _drop_presentation(pdf: pikepdf.Pdf) -> None:
    """reportlab writes a transition and a rotation that say nothing, and PDF/A wants none of it."""
    page = pdf.pages[0].obj
    for key in ("/Trans", "/Rotate"):
        if key in page:
            del page[key]


def _set_output_intent(pdf: pikepdf.Pdf) -> None:
    profile = Stream(pdf, _PROFILE)
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _embed(pdf: pikepdf.Pdf, badge: bytes, description: Description) -> None:
    """The credential as an associated file: the same statement, for machines."""
    file = Stream(pdf, badge)
    file.Type = Name.EmbeddedFile
    file.Subtype = Name("/application/ld+json")
    file.Params = Dictionary(
        Size=len(badge),
        ModDate=String(description.pdf_date),
        CheckSum=String(hashlib.md5(badge, usedforsecurity=False).digest()),
    )
    entry = Dictionary(
        Type=Name.Filespec,
        F=String(BADGE_NAME),
        UF=String(BADGE_NAME),
        Desc=String("Open Badges 3.0 credential"),
        AFRelationship=Name.Alternative,
        EF=Dictionary(F=pdf.make_indirect(file)),
    )
    placed = pdf.make_indirect(entry)
    names = Array([String(BADGE_NAME), placed])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array([placed])
