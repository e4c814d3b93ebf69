"""What this installation puts on certificates, drawn from its settings once at start."""

from typing import cast

from flask import Flask, current_app

from app.core.certificates.snapshot import Signatory
from app.core.certificates.wording import WORDINGS
from app.services.certificates import Issuer, key_id
from config import Settings

PURPOSE = "certificate codes"
ENGLISH = "en"


def issuer() -> Issuer:
    """The issuer of this application."""
    return cast(Issuer, current_app.extensions["issuer"])


def init_app(app: Flask, settings: Settings) -> None:
    keys = (settings.key_for(PURPOSE), *settings.retired_keys_for(PURPOSE))
    # What is printed stands in the wordings that there are; English is for modules in other languages alone.
    languages = [code for code in settings.languages if _can_print(code, settings)] or [ENGLISH]
    app.extensions["issuer"] = Issuer(
        keys={key_id(key): key for key in keys},
        verify_pages={code: _verify_page(code, settings) for code in languages},
        signatories={
            code: Signatory(settings.signatory_names[code], settings.signatory_functions[code])
            for code in languages
        },
    )


def _can_print(code: str, settings: Settings) -> bool:
    return (
        code in WORDINGS
        and code in settings.signatory_names
        and code in settings.signatory_functions
    )


def _verify_page(code: str, settings: Settings) -> str:
    """The page in the language of the certificate, else in the site's first."""
    spoken = code if code in settings.languages else settings.languages[0]
    return f"{settings.base_url}/{spoken}/verify"
