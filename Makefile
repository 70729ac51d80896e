# The two commands of the README are `make demo` and `make test`; both are safe to repeat.
PORT ?= 8000
ARGS ?=
PY := .venv/bin/python

.PHONY: setup demo serve test soak bench mutate lint fmt floors procedure rights pictures lock

setup:
	@.ci/setup demo

demo:
	@.ci/setup demo
	@PORT=$(PORT) $(PY) .ci/demo.py

serve:
	@.ci/setup demo
	@$(PY) manage.py migrate -v0
	@$(PY) manage.py setup_office --check
	@exec $(PY) manage.py serve --port $(PORT)

test:
	@.ci/setup test
	@$(PY) .ci/check.py $(ARGS)

# ROUNDS: how many kills, how many outages
soak:
	@.ci/setup test
	@export VAR_DIR=$$(mktemp -d) && SOAK=1 $(PY) -m pytest -q -s --basetemp=$$VAR_DIR/tmp $(or $(ARGS),tests/soak)

bench:
	@.ci/setup test
	@$(PY) .ci/servers.py $(PY) tests/bench/bench.py $(ARGS)

mutate:
	@.ci/setup test
	@nice -n 19 $(PY) .ci/mutate.py $(ARGS)

lint:
	@.ci/setup demo
	@$(PY) .ci/check.py --lint

fmt:
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

floors:
	@$(PY) -m tests.house.floors

procedure:
	@DJANGO_SETTINGS_MODULE=legalaid.settings $(PY) -m tests.house.procedure

rights:
	@$(PY) -m tests.rights.page

# the pictures of the manual, from the demo county
pictures:
	@PICTURES=1 $(PY) -m pytest -q tests/journeys/test_manual.py

lock:
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --group dev pyproject.toml -o requirements.lock
