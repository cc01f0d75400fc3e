# Everything a fresh machine needs: Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# PyTorch's processor-only build, where the package index offers it: no multi-gigabyte CUDA download.
TORCH_INDEX ?=

.PHONY: run test check install clean eval bench

run: $(VENV)/.installed
	$(BIN)/letters serve

test: $(VENV)/.installed check
	$(BIN)/python -m pytest -q

check: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/.installed
	$(BIN)/letters eval

bench: $(VENV)/.installed
	$(BIN)/python -m eval.bench_latency

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) -c constraints.txt torch
	@# setuptools warns that folders are named like the packages in them, which they are meant to be.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet -c constraints.txt -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
