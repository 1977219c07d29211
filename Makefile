PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint types pytest generated bench clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.developed: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	touch $@

test: lint types pytest

lint: $(VENV)/.developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.developed
	$(BIN)/mypy

pytest: $(VENV)/.developed
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
