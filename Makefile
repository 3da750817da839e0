# The few verbs a newcomer needs. Everything runs in .venv, made on first use.
PYTHON := .venv/bin/python

.PHONY: run test realsync siege soak check locale bench bench-large bench-search bench-safe relevance docs

.venv:
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

run: .venv            ## open the app on a fresh demo region
	.venv/bin/sto demo

test: .venv           ## all tests
	.venv/bin/pytest -n auto

realsync: .venv       ## two real Syncthing daemons on the loopback (Debian package syncthing)
	.venv/bin/pytest -m realsync tests/realsync --durations=0

soak: .venv           ## look for lost words for a quarter of an hour; figures for docs/reliability.md
	$(PYTHON) scripts/soak.py --examples 250 --steps 40 --minutes 15
	for way in "kill 1500" "count 1500" "refuse 300"; do \
		PYTHONPATH=. $(PYTHON) tests/reliability/killing.py "$$(mktemp -d)" $$way || exit 1; done

siege: .venv          ## besiege the command line, and start programs at once; half an hour, figures as JSON
	for seed in 1 2 3; do PYTHONPATH=. $(PYTHON) tests/siege/besieging.py "$$(mktemp -d)" 800 $$seed || exit 1; done
	PYTHONPATH=. $(PYTHON) tests/siege/starting.py "$$(mktemp -d)" 334

check: .venv          ## format, lint, types, walls, translations
	.venv/bin/ruff format .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/pytest tests/test_walls.py
	$(PYTHON) scripts/locale_catalogue.py --check
	$(PYTHON) scripts/commands_page.py --check
	$(PYTHON) scripts/synonym_groups.py --check

locale: .venv         ## gather what is to be translated and compile the catalogue
	$(PYTHON) scripts/locale_catalogue.py

bench: .venv          ## figures for docs/performance.md
	$(PYTHON) -m benchmarks
	$(PYTHON) -m benchmarks.network
	$(PYTHON) -m benchmarks.network --records 100000

bench-safe: .venv     ## making text safe to draw, for every control character and Unicode category
	$(PYTHON) -m benchmarks.safe_text

bench-large: .venv    ## what one large record costs every verb; figures for docs/performance.md
	$(PYTHON) -m benchmarks.large_records

relevance: .venv      ## how well is found what people look for, beside SQLite's FTS5
	$(PYTHON) -m tests.relevance.measure --worst

bench-search: .venv   ## searching beside FTS5 and tantivy; figures for docs/performance.md
	$(PYTHON) -m benchmarks.search

docs: .venv           ## the pictures of screens, and their texts that the tests compare with
	$(PYTHON) -m tests.tui.gallery
