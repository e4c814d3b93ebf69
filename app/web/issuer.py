"""What this installation puts on certificates, drawn from its settings once at start."""

from typing import cast

from flask import Flask, current_app

from app.core.certificates.snapshot import Signatory
from app.core.certificates.wording import WORDINGS
from app.services.certificates import Issuer, key_id
from config import Settings

PURPOSE = "certificate codes"


def issuer() -> Issuer:
    """The issuer of this application."""
    return cast(Issuer, current_app.extensions["issuer"])


def init_app(app: Flask, settings: Settings) -> None:
    keys = (settings.key_for(PURPOSE), *settings.retired_keys_for(PURPOSE))
    languages = [code for code in settings.languages if code in WORDINGS]
    app.extensions["issuer"] = Issuer(
        keys={key_id(key): key for key in keys},
        verify_pages={code: f"{settings.base_url}/{code}/verify" for code in languages},
        signatories={
            code: Signatory(settings.signatory_names[code], settings.signatory_functions[code])
            for code in languages
        },
    )
