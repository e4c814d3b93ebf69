"""The application factory: named steps, no logic of its own."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import app.models  # noqa: F401 -- registers every table
from app import cli, database, jobs, web
from app.extensions import babel, csrf, db, migrate
from app.services import limits
from app.web import (
    assets,
    compression,
    errors,
    headers,
    identity,
    issuer,
    languages,
    requests,
    templating,
)
from config import DEMO_DOMAIN, ROOT, Settings

LARGEST_FORM = 512 * 1024


def create_app(settings: Settings) -> Flask:
    """Build the application for these settings; opens no connection and writes nothing."""
    app = Flask("app", static_folder=None)
    configure(app, settings)
    trust_proxies(app, settings.proxies)
    languages.init_app(app, settings.languages)
    connect_extensions(app, settings)
    identity.init_app(app)
    requests.init_app(app)
    compression.init_app(app)
    headers.init_app(app, https=settings.base_url.startswith("https:"))
    templating.init_app(app, shipped=settings.languages, demo=settings.mode == "demo")
    assets.init_app(app)
    issuer.init_app(app, settings)
    errors.init_app(app)
    web.init_app(app)
    web.check_doors(app)
    jobs.init_app(app, settings)
    cli.init_app(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Put the settings where Flask and its extensions look for them."""
    secure = settings.base_url.startswith("https:")
    app.config.from_mapping(
        SETTINGS=settings,
        TESTING=settings.testing,
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.retired_keys),
        SESSION_COOKIE_NAME="__Host-academy" if secure else "academy",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings.database_url),
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        WTF_CSRF_TIME_LIMIT=None,  # a quiz may stay open for hours; the token lives as long as the session
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=500,
        TRUSTED_HOSTS=trusted_hosts(settings),
        COURSES_DIR=settings.courses_dir,
        DEMO_DOMAIN=DEMO_DOMAIN,
        PREFERRED_URL_SCHEME="https" if secure else "http",
    )


def trusted_hosts(settings: Settings) -> list[str]:
    """The public host; in demo mode also this machine's own names."""
    hosts = [settings.host]
    return hosts if settings.is_production else [*hosts, "127.0.0.1", "localhost"]


def trust_proxies(app: Flask, hops: int) -> None:
    """Believe X-Forwarded-For and -Proto from exactly so many proxies (PROXIES); by default from none (T43)."""
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def connect_extensions(app: Flask, settings: Settings) -> None:
    """Initialise the extension objects and attach the rules of the database."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=languages.language)
    languages.speed_up(app)
    with app.app_context():
        database.prepare(db.engine)
        limits.connect(data_dir=settings.data_dir, url=settings.limits_url)
