"""Password hashes (argon2id); a wrong password and an unknown person cost the same work."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.access.passwords import canonical, is_too_long

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# What an unknown person's password is compared with: a hash of nothing that anybody knows.
_NOBODYS = _hasher.hash(secrets.token_hex())


def hash_password(password: str) -> str:
    """The hash to keep. Takes about 30 ms: hold no transaction meanwhile."""
    return _hasher.hash(canonical(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether this password made the kept hash; without a hash the same work is done for nothing."""
    if is_too_long(password):
        password = ""
    try:
        _hasher.verify(kept or _NOBODYS, canonical(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def needs_new_hash(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(kept)
