# The few verbs a newcomer needs. Everything runs in .venv, made on first use.
PYTHON := .venv/bin/python

.PHONY: run test check locale bench docs

.venv:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

run: .venv            ## open the app on a fresh demo region
	.venv/bin/sto demo

test: .venv           ## all tests
	.venv/bin/pytest -n auto

check: .venv          ## format, lint, types, translations
	.venv/bin/ruff format .
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PYTHON) scripts/locale_catalogue.py --check

locale: .venv         ## gather what is to be translated and compile the catalogue
	$(PYTHON) scripts/locale_catalogue.py

bench: .venv          ## figures for docs/performance.md
	$(PYTHON) -m benchmarks

docs: .venv           ## the picture in README.md
	$(PYTHON) scripts/picture.py
