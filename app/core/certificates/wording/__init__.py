"""The fixed printed words of a certificate, one module a language."""

from collections.abc import Mapping
from types import MappingProxyType

from app.core.certificates.wording.en import ENGLISH
from app.core.certificates.wording.ru import RUSSIAN
from app.core.certificates.wording.shape import Labels, Wording

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {wording.language: wording for wording in (ENGLISH, RUSSIAN)}
)
"""A third language is one more module beside en.py and its name in this tuple."""

__all__ = ["WORDINGS", "Labels", "Wording"]
