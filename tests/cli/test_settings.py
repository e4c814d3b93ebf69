"""Settings: what is missing or unsafe stops the start and is named, with what to do."""

import pytest

from config import ConfigError, load_settings

KEY = "k" * 48
SAFE = {"MODE": "production", "SECRET_KEY": KEY, "BASE_URL": "https://academy.example"}


def test_a_safe_production_configuration_is_read(tmp_path):
    settings = load_settings(SAFE | {"DATA_DIR": str(tmp_path), "PROXIES": "1"})

    assert (settings.is_production, settings.host, settings.proxies) == (True, "academy.example", 1)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "http://academy.example"}, "https://"),
        ({"BASE_URL": "academy"}, "BASE_URL"),
        ({"MODE": "staging"}, "MODE"),
        ({"PORT": "eighty"}, "PORT"),
        ({"PORT": "70000"}, "PORT"),
        ({"PROXIES": "one"}, "PROXIES"),
        ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL"),
    ],
)
def test_an_unsafe_or_unreadable_setting_is_named(change, named, tmp_path):
    with pytest.raises(ConfigError, match=named):
        load_settings(SAFE | {"DATA_DIR": str(tmp_path)} | change)


def test_postgresql_addresses_get_the_driver_that_we_ship(tmp_path):
    settings = load_settings({"DATA_DIR": str(tmp_path), "DATABASE_URL": "postgresql://h/name"})

    assert settings.database_url == "postgresql+psycopg://h/name"
