PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

REPORT := instances/iij-2008q3/metadata.json
FINDINGS := instances/iij-2008q3.findings.json

.PHONY: demo test lint types pytest conformance generated manual pictures bench wheel clean

# The example: what finmodel finds in a results presentation as it was published.
demo: $(VENV)/.installed
	@$(BIN)/finmodel validate $(REPORT) --fail-on never
	@$(BIN)/finmodel validate $(REPORT) --fail-on never --format json --output $(FINDINGS)
	@echo
	@echo "The same as JSON: $(FINDINGS)"

test: lint types pytest

lint: $(VENV)/.developed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.developed
	$(BIN)/mypy

pytest: $(VENV)/.developed
	$(BIN)/python -m pytest

# Public conformance suites beside the checkout: what passes in each area, what differs and why.
conformance: $(VENV)/.developed
	$(BIN)/python -m tests.conformance

# Everything in the repository that is made from something else; a test fails where it is stale.
generated: $(VENV)/.developed
	$(BIN)/python -m tools.generate

# The manual as a site, in site/.
manual: $(VENV)/.developed
	$(BIN)/python -m mkdocs build

# The pictures in it; this takes chromium, LibreOffice and pdftoppm.
pictures: $(VENV)/.developed
	$(BIN)/python -m tools.pictures

bench: $(VENV)/.developed
	$(BIN)/python -m bench

wheel: $(VENV)/.installed
	$(PIP) wheel --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) dist build site .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install "pip>=25.1"
	$(PIP) install --editable .
	@touch $@

$(VENV)/.developed: $(VENV)/.installed
	$(PIP) install --group dev
	@touch $@
