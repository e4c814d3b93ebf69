"""Settings: read once from the environment, checked, and handed to create_app (docs/running.md lists them)."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MODES = ("demo", "production")
SHORTEST_KEY = 32
KNOWN_KEYS = frozenset({"changeme", "secret", "dev", "development", "you-will-never-guess"})
DEMO_DOMAIN = "demo.example"
# Who signs is the Secretariat's decision; until a person is named, the Secretariat itself does.
SIGNATORY_NAMES = {
    "en": "Secretariat of the Prague Process",
    "ru": "Секретариат Пражского процесса",
}
SIGNATORY_FUNCTIONS = {"en": "Training Academy, ICMPD", "ru": "Учебная академия, МЦРМП"}
LANGUAGES = ("en", "ru")


class ConfigError(Exception):
    """A setting is missing or unsafe; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two installations; `database_url` is an SQLAlchemy address."""

    mode: str
    data_dir: Path
    database_url: str
    secret_key: str
    retired_keys: tuple[str, ...]
    base_url: str
    port: int
    smtp_url: str | None
    mail_from: str
    signatory_names: Mapping[str, str] = field(default_factory=lambda: dict(SIGNATORY_NAMES))
    signatory_functions: Mapping[str, str] = field(
        default_factory=lambda: dict(SIGNATORY_FUNCTIONS)
    )
    limits_url: str | None = None
    jobs_url: str | None = None
    demo_password: str | None = None
    proxies: int = 0
    languages: tuple[str, ...] = LANGUAGES
    courses_dir: Path = field(default=ROOT / "courses")
    testing: bool = False

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    def key_for(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, so that no two uses share a secret."""
        return _derive(self.secret_key, purpose)

    def retired_keys_for(self, purpose: str) -> tuple[bytes, ...]:
        """The same purpose under keys that were replaced (SECRET_KEY_RETIRED)."""
        return tuple(_derive(key, purpose) for key in self.retired_keys)


def _derive(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the environment; raise ConfigError where it is incomplete or unsafe."""
    mode = environ.get("MODE", "demo")
    if mode not in MODES:
        raise ConfigError(f"MODE is {mode!r}; it must be one of: {', '.join(MODES)}.")
    data_dir = Path(environ.get("DATA_DIR") or ROOT / "var").resolve()
    port = _port(environ.get("PORT", "8000"))
    languages = _languages(environ.get("LANGUAGES"))
    functions = _per_language(environ, "SIGNATORY_FUNCTION", languages, SIGNATORY_FUNCTIONS)
    return Settings(
        mode=mode,
        data_dir=data_dir,
        database_url=_database_url(environ.get("DATABASE_URL"), data_dir),
        secret_key=_secret_key(environ.get("SECRET_KEY"), mode, data_dir),
        retired_keys=tuple(environ.get("SECRET_KEY_RETIRED", "").split()),
        base_url=_base_url(environ.get("BASE_URL"), mode, port),
        port=port,
        smtp_url=_smtp_url(environ.get("SMTP_URL")),
        mail_from=environ.get("MAIL_FROM") or "academy@localhost",
        signatory_names=_per_language(environ, "SIGNATORY_NAME", languages, SIGNATORY_NAMES),
        signatory_functions=functions,
        limits_url=environ.get("LIMITS_URL") or None,
        jobs_url=_jobs_url(environ.get("JOBS_URL")),
        demo_password=environ.get("DEMO_PASSWORD") or None,
        proxies=_proxies(environ.get("PROXIES", "0")),
        languages=languages,
        courses_dir=Path(environ.get("COURSES_DIR") or ROOT / "courses").resolve(),
    )


def _languages(text: str | None) -> tuple[str, ...]:
    """The languages of the site, the first one for visitors whose own is not among them."""
    codes = tuple(code.strip() for code in (text or "").split(",") if code.strip()) or LANGUAGES
    for code in codes:
        if not (code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)):
            raise ConfigError(f"LANGUAGES holds {code!r}; write codes like en,ru,uk.")
        if code != "en" and not (ROOT / "translations" / code).is_dir():
            raise ConfigError(f"LANGUAGES holds {code!r}; translations/{code} is not there.")
    if len(set(codes)) < len(codes):
        raise ConfigError("LANGUAGES names a language twice.")
    return codes


def _per_language(
    environ: Mapping[str, str], name: str, languages: Iterable[str], otherwise: Mapping[str, str]
) -> dict[str, str]:
    """NAME_EN, NAME_RU and so on, each falling back to what is built in; English is always there."""
    found = {
        code: environ.get(f"{name}_{code.upper()}") or otherwise.get(code)
        for code in dict.fromkeys([*otherwise, *languages])
    }
    return {code: text for code, text in found.items() if text}


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ConfigError(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def _proxies(text: str) -> int:
    if not text.isdigit() or int(text) > 9:
        raise ConfigError(f"PROXIES is {text!r}; it must be the number of our own proxies, 0 to 9.")
    return int(text)


def _database_url(url: str | None, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'academy.db'}"
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError("DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return url


def _smtp_url(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        # Without the value: it may hold a password.
        raise ConfigError("SMTP_URL must be like smtp://user:password@mail.example:587?starttls=1.")
    return url


def _jobs_url(url: str | None) -> str | None:
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise ConfigError("JOBS_URL must begin with postgresql://; without it a file is used.")
    return url or None


def _base_url(url: str | None, mode: str, port: int) -> str:
    if not url:
        if mode == "production":
            raise ConfigError(
                "BASE_URL is not set. Links in mail and on certificates begin with it;"
                " set it to the public address, for example https://academy.example."
            )
        return f"http://127.0.0.1:{port}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ConfigError(f"BASE_URL is {url!r}; it must be like https://academy.example.")
    if mode == "production" and parts.scheme != "https":
        raise ConfigError("BASE_URL must begin with https:// in production.")
    return url.rstrip("/")


def _secret_key(key: str | None, mode: str, data_dir: Path) -> str:
    if key:
        if mode == "production" and (len(key) < SHORTEST_KEY or key.lower() in KNOWN_KEYS):
            raise ConfigError(f"SECRET_KEY must be random and at least {SHORTEST_KEY} characters.")
        return key
    if mode == "production":
        raise ConfigError(
            "SECRET_KEY is not set. Make one, keep it outside the database and its backups:"
            ' python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    kept = key_file(data_dir)
    return kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(48)


def key_file(data_dir: Path) -> Path:
    """Where demo mode keeps the key that it made for itself."""
    return data_dir / "secret_key"
