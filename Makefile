PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# A file of tests shares its server and its browser, so it is run by one process; the long ones begin.
SIDE_BY_SIDE := --numprocesses 2 --dist loadfile --no-loadscope-reorder

.PHONY: help run test test-fast check format bench bench-reading clean

help: ## say what the commands do
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/'

run: $(VENV)/ready-to-run ## set everything up and open the chat page
	$(BIN)/python app.py

test: $(VENV)/ready-to-test ## set everything up and run the tests
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

test-fast: $(VENV)/ready-to-test ## run the tests that start no browser, no server and no other process
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not slow"

check: $(VENV)/ready-to-test ## lint, check the format and the types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready-to-test ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready-to-bench ## measure against what a user would build: make bench DATA=folder
	@test -n "$(DATA)" || { echo "Name the folder of question sets: make bench DATA=folder"; exit 1; }
	$(BIN)/python -m benchmarks "$(DATA)"

bench-reading: $(VENV)/ready-to-bench ## measure how whole paragraphs are read, in many layouts
	$(BIN)/python -m benchmarks.reading

clean: ## remove what was set up; your documents and your index stay
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready-to-run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready-to-run
	$(PIP) --editable '.[test,check]'
	@touch $@

$(VENV)/ready-to-bench: $(VENV)/ready-to-run
	$(PIP) --editable '.[bench]'
	@touch $@
