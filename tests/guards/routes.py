"""All addresses of the Academy as text; `python -m tests.guards.routes` writes routes.txt anew."""

from pathlib import Path

from flask import Flask

LIST = Path(__file__).with_name("routes.txt")


def routes_of(app: Flask) -> str:
    rows = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        rows.append(f"{rule.rule}  {methods}  {rule.endpoint}")
    return "\n".join(sorted(rows)) + "\n"


if __name__ == "__main__":
    from app import create_app
    from config import load_settings

    LIST.write_text(routes_of(create_app(load_settings({}))))
