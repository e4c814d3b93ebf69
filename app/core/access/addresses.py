"""Mail addresses: which are acceptable, how two are compared, and whether one belongs to a listed domain."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

LONGEST_ADDRESS = 254
LONGEST_LOCAL = 64
LONGEST_DOMAIN = 253
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class AddressProblem(StrEnum):
    """Why an address cannot be used."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    INCOMPLETE = "incomplete"


class AddressRefused(ValueError):
    """The text is not an address that mail can be sent to."""

    def __init__(self, problem: AddressProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Address:
    """An acceptable address: `text` with the domain in ASCII, `key` as addresses are compared."""

    text: str
    key: str

    @property
    def local(self) -> str:
        return self.text.rpartition("@")[0]

    @property
    def domain(self) -> str:
        return self.text.rpartition("@")[2]


def address_key(text: str) -> str:
    """The form in which addresses are compared: compatibility forms and case make no difference."""
    return unicodedata.normalize("NFKC", text.strip()).casefold()


def parse_address(text: str) -> Address:
    """Read an address as somebody typed it; raise AddressRefused where it cannot be one."""
    typed = unicodedata.normalize("NFKC", text.strip())
    if not typed:
        raise AddressRefused(AddressProblem.EMPTY)
    # Far beyond the limit nothing is worth reading; a domain may shrink or grow on its way to ASCII.
    if len(typed) > LONGEST_ADDRESS:
        raise AddressRefused(AddressProblem.TOO_LONG)
    local, at, domain = typed.rpartition("@")
    host = _ascii_domain(domain)
    if not at or host is None or not LOCAL.fullmatch(local):
        raise AddressRefused(AddressProblem.INCOMPLETE)
    whole = f"{local}@{host}"
    if len(whole) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL:
        raise AddressRefused(AddressProblem.TOO_LONG)
    return Address(whole, address_key(whole))


def _ascii_domain(domain: str) -> str | None:
    try:
        host = domain.casefold().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = host.split(".")
    if len(host) > LONGEST_DOMAIN or len(labels) < 2 or not all(map(LABEL.fullmatch, labels)):
        return None
    # The last label is a word: "name@10.0.0.1" is no work address.
    return host if re.search("[a-z]", labels[-1]) else None


def domains_above(domain: str) -> tuple[str, ...]:
    """The domain itself and each of its parents: a.b.gov.md, b.gov.md, gov.md, md."""
    labels = domain.split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels)))


def is_at(domain: str, listed: Collection[str]) -> bool:
    """Whether the domain is listed, or stands below one that is."""
    return any(above in listed for above in domains_above(domain))
