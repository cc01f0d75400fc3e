# Everything a fresh machine needs: Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# PyTorch's processor-only build, where the package index offers it: no multi-gigabyte CUDA download.
TORCH_INDEX ?=
# What is installed beside the program; "dev,browser" also brings what drives a browser in the tests.
EXTRAS ?= dev
INSTALLED := $(VENV)/.installed
WITH_BROWSER := $(VENV)/.browser

.PHONY: run test check install clean eval bench accessibility page-bench pictures

run: $(INSTALLED)
	$(BIN)/letters serve

test: $(INSTALLED) $(if $(findstring browser,$(EXTRAS)),$(WITH_BROWSER)) check
	$(BIN)/python -m pytest -q

check: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(INSTALLED)
	$(BIN)/letters eval

bench: $(INSTALLED)
	$(BIN)/python -m eval.bench_latency

# The three below need Chromium; they say so where it is missing.
accessibility: $(WITH_BROWSER)
	$(BIN)/python -m pytest -v -m browser tests/ui/test_accessibility.py

page-bench: $(WITH_BROWSER)
	$(BIN)/python -m eval.bench_page

pictures: $(WITH_BROWSER)
	$(BIN)/python -m eval.take_pictures docs

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) -c constraints.txt torch
	@# setuptools warns that folders are named like the packages in them, which they are meant to be.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet -c constraints.txt -e ".[$(EXTRAS)]"
	@touch $@ $(if $(findstring browser,$(EXTRAS)),$(WITH_BROWSER))

$(WITH_BROWSER): $(INSTALLED)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev,browser]"
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
