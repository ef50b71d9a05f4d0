# Two commands do everything, each on a machine that has Python 3.11 and nothing else: `make extract` and `make test`.

PYTHON ?= python3
CORPUS ?= corpora/reports
OUT ?= outputs
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help extract test test-faults fuzz check format score bench bench-scale bench-repair docs pkuseg lock clean

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16
	@echo
	@echo 'make extract CORPUS=<folder> OUT=<folder>   any folder of reports'

extract: $(VENV)/ready  ## Turn a folder of reports into tables (default: the sample corpus, into outputs/)
	$(BIN)/baogao extract "$(CORPUS)" --out "$(OUT)"

test: $(VENV)/ready-dev  ## Run all tests
	$(BIN)/python -m pytest -n auto

test-faults: $(VENV)/ready-dev  ## Kill runs at many moments, fill disks, let documents hang and crash
	BAOGAO_KILLS=100 $(BIN)/python -m pytest -m 'timed or not timed' tests/faults tests/batch tests/test_rule_speed.py

FUZZ_SECONDS ?= 300

fuzz: $(VENV)/ready-dev  ## Search for inputs that break reading, cleaning or measuring (FUZZ_SECONDS for each)
	$(PIP) install atheris
	for target in read clean measure; do mkdir -p $(OUT)/fuzz/$$target; $(BIN)/python -m benchmarks.fuzz.target \
	  $$target -max_total_time=$(FUZZ_SECONDS) -timeout=60 -artifact_prefix=$(OUT)/fuzz/ $(OUT)/fuzz/$$target || exit 1; done

check: $(VENV)/ready-dev  ## Check format, lint, types and rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/baogao check-rules --no-speed

format: $(VENV)/ready-dev  ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

DOCUMENTS ?= 100000
GOLD ?= ../shared/gold
SEEDS ?= ../shared/seeds
PANEL ?= ../shared/corpora/gov-2026

score: $(VENV)/ready  ## Score a run over gold documents and gold panel (GOLD, SEEDS, PANEL)
	$(BIN)/baogao extract "$(SEEDS)" --out "$(OUT)/score/seeds" --quiet
	$(BIN)/baogao extract "$(PANEL)" --out "$(OUT)/score/panel" --quiet
	$(BIN)/python "$(GOLD)/score.py" "$(OUT)/score/seeds" "$(SEEDS)" "$(GOLD)" $(SCORE_OPTIONS)
	$(BIN)/python "$(GOLD)/score.py" "$(OUT)/score/panel" "$(SEEDS)" "$(GOLD)" $(SCORE_OPTIONS) | sed -n '/^panel/,$$p'

bench: $(VENV)/ready-dev  ## Measure speed and memory: stages, other extractors, length, documents, workers (docs/bench.md)
	$(BIN)/python -m benchmarks.bench $(BENCH_CORPUS) --write
	$(BIN)/python -m benchmarks.startup

bench-scale: $(VENV)/ready-dev  ## Run a generated corpus through: rate and memory over time (DOCUMENTS, OUT)
	$(BIN)/python -m benchmarks.scale "$(OUT)/scale" --documents $(DOCUMENTS)

bench-repair: $(VENV)/ready-dev  ## Damage clean texts (CORPUS) and measure what cleaning restores
	$(BIN)/python -m benchmarks.repair "$(CORPUS)"

docs: $(VENV)/ready-dev  ## Write the reference pages that follow from the code
	$(BIN)/python -m docs.make

pkuseg: $(VENV)/ready  ## Build the pkuseg segmenter, which needs numpy and cython to be there first
	$(PIP) install 'numpy' 'cython' 'setuptools' 'wheel'
	$(PIP) install --no-build-isolation 'pkuseg==0.0.25'

lock: $(VENV)/ready-dev  ## Pin the newest versions that fit pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --no-emit-index-url --no-header --no-annotate \
	  --python-version 3.11 --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --quiet --upgrade --no-emit-index-url --no-header --no-annotate \
	  --python-version 3.11 --output-file requirements-dev.lock

clean:  ## Remove the environment and all outputs
	rm -rf $(VENV) outputs .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -r requirements.lock
	$(PIP) install --no-deps --editable .
	$(BIN)/python -m compileall -q pipeline
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(PIP) install -r requirements-dev.lock
	@touch $@
