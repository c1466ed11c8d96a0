# Two targets matter to a newcomer: `make serve` and `make test`. Both set up everything they need in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STORE ?= data
HOST ?= 127.0.0.1
PORT ?= 8080
QUADS ?= 100000
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt

.PHONY: serve test test-slow lint quality bench clean

serve: $(VENV)/.serve  ## load the bundled samples and serve them
	@$(BIN)/councilgraph --store $(STORE) --quiet load --samples --england
	@exec $(BIN)/councilgraph --store $(STORE) serve --host $(HOST) --port $(PORT)

test: lint  ## everything but what takes minutes
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(VENV)/.test  ## what takes minutes
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: $(VENV)/.test  ## precision and recall on the development articles, with every error
	$(BIN)/python -m tests.quality

bench: $(VENV)/.test $(VENV)/peers/bin/rdflib-endpoint  ## our server beside others on the same data; QUADS=2000000 for more
	$(BIN)/python -m tests.bench --quads $(QUADS) --rdflib-endpoint $(VENV)/peers/bin/rdflib-endpoint

$(VENV)/peers/bin/rdflib-endpoint: | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip --disable-pip-version-check install --quiet 'rdflib-endpoint[web]==0.6.3'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "councilgraph needs Python 3.11 or newer; set PYTHON=…")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.serve: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	@test -f server/pages/static/editor/editor.js || echo "The query editor could not be built; its page stays a plain form."
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e ".[test]"
	@touch $@ $(VENV)/.serve

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
