# The commands of the house; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
# Python keeps what it has compiled, whatever the surroundings say: a start is four processes.
export PYTHONDONTWRITEBYTECODE :=
CODE := app tests bench migrations config.py wsgi.py

.PHONY: help environment tools run serve setup doctor demo test check format types \
	conformance exchange pages storm bench mutants messages compile lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: environment  ## prepare what has changed, then run the Academy with demonstration people
	@$(FLASK) serve --prepare

serve: environment  ## run the Academy without preparing it
	@$(FLASK) serve

setup: environment  ## prepare the data folder: tables, states, courses
	@$(FLASK) setup

doctor: environment  ## look at everything the Academy stands on and say what to do
	@$(FLASK) doctor

demo: environment  ## make the demonstration people and print how to sign in
	@$(FLASK) demo people

test: tools develop compile  ## everything that must hold; one summary at the end
	@$(BIN)/pytest -n 3 --dist loadscope -o tmp_path_retention_policy=failed

check: develop compile  ## the guards alone: style, types, who may import whom, house rules
	@$(BIN)/pytest tests/guards

format: develop  ## write the code in the house's style
	@$(BIN)/ruff check -q --fix $(CODE) || true
	@$(BIN)/ruff format -q $(CODE)

types: develop  ## check the types
	@$(BIN)/mypy

conformance: develop tools  ## hold printed certificates to PDF/A-3a and PDF/UA-1
	@WHOLE=1 $(BIN)/pytest tests/conformance

pages: develop tools  ## look at every page in every state, language and width
	@WHOLE=1 $(BIN)/pytest -n 2 tests/journeys/test_every_page.py

storm: develop tools  ## kill the Academy again and again while 200 people sit a quiz; count what is lost
	@$(BIN)/python -m tests.storm --rounds 30 --learners 200

bench: develop  ## measure speed and size beside other ways to do the same
	@$(BIN)/python -m bench.run

exchange: develop  ## read questions of other projects and let another parser read ours (needs node and a network)
	@$(BIN)/python -m tests.corpora

mutants: develop  ## change the rules of grading bit by bit and list what no test notices (long)
	@.ci/mutants

messages: develop  ## collect the texts for people and bring translations up to date
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F babel.cfg -k _l --sort-by-file --add-location file -w 100 \
		--project "Training Academy" -o build/messages.pot .
	@$(BIN)/pybabel -q update -i build/messages.pot -d translations --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date -w 100

compile: environment  ## make the translations readable for the server
	@$(FLASK) translations compile

lock: develop  ## choose the versions of all packages anew (needs uv)
	@uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.lock --upgrade
	@uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --group dev -o requirements-dev.lock --upgrade

clean:  ## remove what can be made again; the data in var/ stays
	@rm -rf build mutants .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find app tests migrations bench -name __pycache__ -prune -exec rm -rf {} +
	@find translations -name '*.mo*' -delete

environment:
	@.ci/environment requirements.lock

develop: environment
	@.ci/environment requirements-dev.lock

tools:
	@.ci/tools
