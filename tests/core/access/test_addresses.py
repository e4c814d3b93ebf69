"""Mail addresses: read once, compared in one form, matched with listed domains."""

import pytest

from app.core.access.addresses import (
    AddressProblem,
    AddressRefused,
    address_key,
    domains_above,
    is_at,
    parse_address,
)


@pytest.mark.parametrize(
    ("typed", "text", "key"),
    [
        ("Nino.Beridze@MIA.gov.ge", "Nino.Beridze@mia.gov.ge", "nino.beridze@mia.gov.ge"),
        ("  a+b@x.example ", "a+b@x.example", "a+b@x.example"),
        ("ａｂ@x.example", "ab@x.example", "ab@x.example"),
        ("name@пример.рф", "name@xn--e1afmkfd.xn--p1ai", "name@xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_an_address_is_kept_as_typed_with_its_domain_in_ascii(typed, text, key):
    address = parse_address(typed)

    assert (address.text, address.key) == (text, key)
    assert address.key == address_key(address.text)


@pytest.mark.parametrize(
    "typed",
    [
        "name",
        "name@",
        "@x.example",
        "name@localhost",
        "na me@x.example",
        "a@b@x.example",
        "name@x..example",
        "name@-x.example",
        "name@10.0.0.1",
        ".name@x.example",
        "na..me@x.example",
        "name@x.example\r\nBcc: you@x.example",
        "na\x00me@x.example",
        '"a b"@x.example',
        "a@x.example,b@x.example",
        "имя@x.example",
        "name@x.example>",
    ],
)
def test_what_mail_could_not_be_sent_to_is_refused(typed):
    with pytest.raises(AddressRefused) as refused:
        parse_address(typed)
    assert refused.value.problem == AddressProblem.INCOMPLETE


def test_254_characters_are_the_most():
    longest = "n" * 64 + "@" + ".".join(["x" * 45] * 4) + ".exa"
    fits = longest + "m" * (254 - len(longest))

    assert len(parse_address(fits).text) == 254
    with pytest.raises(AddressRefused) as refused:
        parse_address("n" + fits)
    assert refused.value.problem == AddressProblem.TOO_LONG


def test_an_empty_address_says_so():
    with pytest.raises(AddressRefused) as refused:
        parse_address(" ")
    assert refused.value.problem == AddressProblem.EMPTY


def test_a_domain_belongs_to_itself_and_to_its_parents_only():
    assert domains_above("a.gov.md") == ("a.gov.md", "gov.md", "md")
    assert is_at("border.gov.md", {"gov.md"})
    assert is_at("gov.md", {"gov.md"})
    assert not is_at("evilgov.md", {"gov.md"})
    assert not is_at("gov.md.evil.example", {"gov.md"})
    assert not is_at("md", {"gov.md"})
