# Everything a newcomer types. Needs Python 3.11 or newer with venv, and make; nothing else.
#
#   make run      the program with demo data on http://127.0.0.1:8000 (PORT=, HOST=, DEMO=0)
#   make test     every test, on SQLite and PostgreSQL, and in a browser where there is a Chromium
#   make check    what to run before a commit: style, types, the rules of the house, the rule tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
DEMO ?= 1
NIGHTLY_TESTS ?= tests/model
export PORT HOST DEMO
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.NOTPARALLEL:
.PHONY: setup setup-dev built run demo test test-nightly check bench shots texts requirements migration help

help:
	@sed -n 's/^#   //p' Makefile

# The stamp files carry the hash of what was installed: a new pin installs again, an old clock can't fool it.
setup: venv-ready built

setup-dev: venv-ready-dev built

.PHONY: venv-ready venv-ready-dev
venv-ready: FILES = requirements.txt
venv-ready-dev: FILES = requirements-dev.txt
venv-ready venv-ready-dev:
	@if [ ! -x $(BIN)/python ]; then \
	    $(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Wartesaal needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")' && \
	    { $(PYTHON) -m venv $(VENV) || { echo "No venv: on Debian and Ubuntu, sudo apt-get install python3-venv"; exit 1; }; }; \
	fi
	@want=$$(cat $(FILES) | sha256sum); \
	if [ "$$(cat $(VENV)/installed-$(FILES) 2>/dev/null)" != "$$want" ]; then \
	    echo "Installing $(FILES) ..."; \
	    $(BIN)/python -m pip install --quiet --require-hashes -r $(FILES) && echo "$$want" > $(VENV)/installed-$(FILES); \
	fi

built: venv-ready
	@for catalogue in app/translations/*/LC_MESSAGES/messages.po; do \
	    if [ -f "$$catalogue" ] && [ ! "$${catalogue%.po}.mo" -nt "$$catalogue" ]; then \
	        $(BIN)/pybabel --quiet compile -f -i "$$catalogue" -o "$${catalogue%.po}.mo" || exit 1; \
	    fi; \
	done
	@$(BIN)/python -W ignore::RuntimeWarning:runpy -m app.base.assets

run: setup
	@exec $(BIN)/python run.py

demo: setup
	@$(BIN)/python -m flask --app wsgi demo

# Two runs: most tests share the cores; those that measure, hammer or watch a browser have the machine to themselves.
test: setup-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not alone"
	$(BIN)/python -m pytest -m alone

test-nightly: setup-dev
	WARTESAAL_NIGHTLY=1 $(BIN)/python -m pytest $(NIGHTLY_TESTS)

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not alone and not slow"

bench: setup-dev
	$(BIN)/python -m bench

shots: setup-dev
	$(BIN)/python -m tests.support.shots

GERMAN := app/translations/de/LC_MESSAGES/messages.po

# Collects the texts of the sources, then says which are still without a German one.
texts: setup-dev
	@mkdir -p app/translations
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _l -k _ -k ngettext:1,2 --no-location --sort-output --omit-header -o app/translations/messages.pot app
	@[ -f $(GERMAN) ] || $(BIN)/pybabel --quiet init -D messages -i app/translations/messages.pot -d app/translations -l de
	$(BIN)/pybabel --quiet update -D messages -i app/translations/messages.pot -d app/translations --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@rm app/translations/messages.pot
	$(BIN)/python -m pytest -q tests/house/test_translations.py

# make migration name="let a ticket point to its survivor"
migration: setup-dev
	$(BIN)/python -m app.base.migrate "$(name)"
	@$(BIN)/ruff check --quiet --fix migrations; $(BIN)/ruff format --quiet migrations

# The only step that needs uv; it lives in a place of its own, since the program never does.
UV := build/uv
requirements:
	@[ -x $(UV)/bin/uv ] || { $(PYTHON) -m venv $(UV) && $(UV)/bin/pip install --quiet uv; }
	$(UV)/bin/uv pip compile $(PINS) pyproject.toml -o requirements.txt
	$(UV)/bin/uv pip compile $(PINS) pyproject.toml --extra dev -o requirements-dev.txt
PINS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-config --no-emit-index-url --no-emit-find-links
