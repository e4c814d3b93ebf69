"""Serial numbers: how a certificate is named in letters and registers; a serial alone opens nothing."""

PREFIX = "PPTA"


def serial(year: int, number: int) -> str:
    """The serial of the `number`-th certificate of `year`: "PPTA-2026-004217"."""
    if number < 1 or not 2000 <= year <= 9999:
        raise ValueError(f"no serial for certificate {number} of the year {year}")
    return f"{PREFIX}-{year}-{number:06d}"
