"""The yardstick: a bare Flask and Jinja page of the size of BENCH_BYTES, with one query by primary key."""

import os

import pysqlite3
from flask import Flask, render_template_string
from sqlalchemy import create_engine, text

engine = create_engine(f"sqlite:///{os.environ['BENCH_DB']}", module=pysqlite3)
FILLER = "A sentence of the size that a page needs. " * (int(os.environ["BENCH_BYTES"]) // 42)
PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1>{% for link in links %}<p><a href="{{ link }}">{{ link }}</a></p>{% endfor %}
<p>{{ filler }}</p></body></html>"""

app = Flask(__name__)


@app.get("/")
def page() -> str:
    with engine.connect() as connection:
        title = connection.execute(
            text("SELECT title FROM page WHERE id = :id"), {"id": 1}
        ).scalar()
    return render_template_string(PAGE, title=title, links=["/a", "/b", "/c"], filler=FILLER)
