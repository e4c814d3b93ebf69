"""A specimen of the certificate, to find out before the first issue whether this installation can print one."""

from datetime import date
from decimal import Decimal

from app.core.certificates.codes import derive_code
from app.core.certificates.pdf import make_pdf
from app.core.certificates.snapshot import Signatory, Snapshot
from config import Settings

# Every script that a name of our states is written in.
NAME = "Ərəb Öz, Žaneta Kovač, გიორგი, Արամ, Ўткир"
NUMBER = "PPTA-2026-00000"


def print_specimen(settings: Settings) -> bytes:
    """The sheet in all languages with this installation's signatory; raises ValueError where a letter is missing."""
    languages = settings.languages
    snapshot = Snapshot(
        kind="completion",
        activity="module",
        activity_id="specimen",
        activity_version=None,
        name=NAME,
        own_name=None,
        own_language=None,
        titles=dict.fromkeys(languages, "Specimen"),
        hours=Decimal(1),
        first_day=date(2026, 1, 1),
        last_day=None,
        score=None,
        pass_mark=None,
        places=None,
        issued=date(2026, 1, 1),
        serial=NUMBER,
        signatories={
            lang: Signatory(settings.signatory_names[lang], settings.signatory_functions[lang])
            for lang in languages
        },
        verify_pages={lang: f"{settings.base_url}/{lang}/verify/" for lang in languages},
        languages=languages,
    )
    return make_pdf(snapshot, derive_code(b"specimen", bytes(16)), languages)
