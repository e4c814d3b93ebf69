"""From which network a request comes, as limits count it."""

from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network


def network_key(address: str | None) -> str:
    """An IPv4 address, or the /64 that one IPv6 customer holds; anything else counts together."""
    text = (address or "").partition("%")[0]
    try:
        return str(IPv4Address(text))
    except AddressValueError:
        pass
    try:
        number = IPv6Address(text)
    except AddressValueError:
        return "unknown"
    mapped = number.ipv4_mapped
    return str(mapped) if mapped else str(IPv6Network((number, 64), strict=False))
