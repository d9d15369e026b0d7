# Every target does its own set-up on a fresh machine: make, Python 3.11 or 3.12 with venv, and for `apt` root or sudo.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE ?= corpora/sample
OUT ?= outputs/sample
WHEELHOUSE ?= outputs/wheelhouse

# Debian packages that `make apt` brings: the font that the sample PDFs are made with, and the server that tests of the ledger and of
# Prefect start for themselves (its programs; where Debian also starts a server of its own, the tests leave that alone), and the browser
# that tests of the pages walk with.
APT_PACKAGES := fonts-arphic-uming postgresql chromium

# Prefect's temporary server: the default 20 s to start are too few on a busy machine; nothing is sent or kept outside outputs/.
export PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS := 120
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export PREFECT_HOME := $(CURDIR)/outputs/.prefect
export DO_NOT_TRACK := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test check format bench soak sample models lock apt postgres wheelhouse clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## set up, then run the flow over corpora/sample into outputs/sample
	@$(BIN)/youcheng flows run $(SAMPLE) --out $(OUT)

test: $(READY) apt ## set up, then run the tests
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not soak" $(ARGS)

check: $(READY) ## format, lint, strict types, import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## bring the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY) ## speed of read + annotate + extract against jieba.cut on the same text, of the places, of fusing two million claims, of a second run and of Prefect
	@$(BIN)/python tests/bench/bench_jieba.py $(ARGS)
	@$(BIN)/python tests/bench/bench_places.py
	@$(BIN)/python tests/bench/bench_reading.py
	@$(BIN)/python tests/bench/bench_fusion.py
	@$(BIN)/python tests/bench/bench_release.py
	@$(BIN)/python tests/bench/bench_incremental.py
	@$(BIN)/python tests/bench/bench_dask.py

soak: $(READY) ## the long tests
	@$(BIN)/python -m pytest -m soak $(ARGS)

sample: $(READY) apt ## make the PDFs of corpora/sample again
	@$(BIN)/python corpora/sample/make_pdfs.py

models: $(READY) ## train the models from corpora/gold and calibrate confidence (some minutes; the same bytes every time)
	@$(BIN)/youcheng models train --gold corpora/gold --out models
	@$(BIN)/youcheng evaluate --gold corpora/gold --split test --keep pipeline/evaluate/data/measured.json

lock: $(BIN)/python ## pin every version again (ARGS=--upgrade takes the newest)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-strip-extras --no-annotate --no-header --quiet --output-file requirements.lock $(ARGS)

postgres: ## Debian's PostgreSQL, which tests start as its own user; a team's ledger and Prefect's database can lie in it
	@$(MAKE) --no-print-directory apt APT_PACKAGES=postgresql

apt: ## Debian packages: the font that the sample PDFs are made with, PostgreSQL, Chromium
	@missing=""; for p in $(APT_PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then echo "apt: no apt-get here; going on without:$$missing"; exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo -n"; \
	else echo "apt: neither root nor sudo; going on without:$$missing"; exit 0; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ $$as apt-get update -qq && $$as apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null \
		|| echo "apt: could not be installed; going on without:$$missing"

# Wheels of this platform and Python alone; no address goes in. Sums are checked, and hashes demanded, where it is installed.
wheelhouse: $(READY) ## an offline installation for this platform in outputs/wheelhouse: all wheels of the lock and our own, with sums
	@rm -rf $(WHEELHOUSE) build && mkdir -p $(WHEELHOUSE)/wheels
	@$(BIN)/python -m pip wheel --quiet --require-hashes --requirement requirements.lock --wheel-dir $(WHEELHOUSE)/wheels
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir $(WHEELHOUSE)/wheels . && rm -rf build
	@cp flows/data/wheelhouse/* $(WHEELHOUSE)
	@cd $(WHEELHOUSE) && sha256sum install.sh README.md wheels/*.whl > SHA256SUMS && du -sh . && ls wheels | wc -l

clean: ## remove the environment, outputs and caches
	rm -rf $(VENV) outputs build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
		|| { echo "youcheng needs Python 3.11 or 3.12 with venv; name one: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Again only when the lock or the project file changed. Setuptools comes with the lock, so the project builds without the network.
$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) from requirements.lock (a few minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
