"""The other yardstick: bare Flask that takes a form, commits one row, and answers in a few words."""

import os

from flask import Flask, jsonify, request
from sqlalchemy import create_engine, text
from werkzeug.wrappers import Response

from app.database import engine_options, prepare

# The same journal, the same care for power cuts and the same locks as the Academy's own file.
URL = f"sqlite:///{os.environ['BENCH_DB']}"
engine = create_engine(URL, **engine_options(URL))
prepare(engine)
INSERT = text("INSERT INTO answer (learner, value) VALUES (:learner, :value)")

app = Flask(__name__)


@app.get("/")
def ready() -> str:
    return "ready"


@app.post("/")
def write() -> Response:
    with engine.begin() as connection:
        row = {"learner": request.form["learner"], "value": request.form["value"]}
        connection.execute(INSERT, row)
    return jsonify(saved=True)
