# make run    start the program (without a display: draw every tab to build/screens)
# make test   set everything up and pass the tests
# make bench  measure start-up, search and memory as ratios to floors of the same run
# make soak  the proofs in full: hostile and damaged libraries, kills, full disks, an hour of use
# make bundle  a folder that starts without Python (dist/spexplorer)   make deb  a Debian package of it
# make lint   ruff, mypy, layers      make library   rebuild db/library.spex from its text sources

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: run test soak bench bundle deb test-bundle lint library schema screens system clean

run: $(STAMP) system
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != "Linux" ]; then $(PY) -m spexplorer; \
	else $(PY) tests/tools/screens.py build/screens; fi

test: $(STAMP) system
	$(PY) -m ruff check .
	$(PY) -m mypy
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2

soak: $(STAMP) system
	QT_QPA_PLATFORM=offscreen SPEXPLORER_SOAK_LIBRARIES=200 SPEXPLORER_SOAK_MUTATIONS=500 \
		$(PY) -m pytest -n 2 tests/hostile
	QT_QPA_PLATFORM=offscreen SPEXPLORER_SOAK_EDITS=150 SPEXPLORER_SOAK_KILLS=200 SPEXPLORER_SOAK_TIMEOUT=7200 \
		SPEXPLORER_SOAK_PROOFS=200 SPEXPLORER_SOAK_MINUTES=60 \
		$(PY) -m pytest -n 2 tests/operations/test_editing_stateful.py tests/operations/test_killed.py \
		tests/operations/test_proofs.py tests/ui/test_long_use.py
	SPEXPLORER_SOAK_WORKS=10000 SPEXPLORER_SOAK_JSON=200 SPEXPLORER_SOAK_DAMAGED=5000 \
		$(PY) -m pytest -n 2 tests/formats/test_round_trips.py tests/formats/test_library_json.py \
		tests/formats/test_sources.py

bench: $(STAMP) system
	@$(PY) -m compileall -q spexplorer
	QT_QPA_PLATFORM=offscreen $(PY) tests/bench/run.py build/bench.json

bundle: $(STAMP)
	$(PY) -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build/bundle \
		resources/packaging/spexplorer.spec
	@du -sh dist/spexplorer

deb: bundle
	sh resources/packaging/debian.sh dist/spexplorer \
		"$$($(PY) -c 'import spexplorer; print(spexplorer.__version__)')" dist/spexplorer.deb

# Runs what `make bundle` built, with an empty environment.
test-bundle: bundle system
	SPEXPLORER_BUNDLE=dist/spexplorer $(PY) -m pytest tests/test_bundle.py

lint: $(STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

library: $(STAMP)
	$(PY) -m spexplorer build db -o db/library.spex

schema: $(STAMP)
	$(PY) db/build/schema.py > db/schema.sql

screens: $(STAMP) system
	$(PY) tests/tools/screens.py build/screens

$(STAMP): .ci/requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(PY) -m compileall -q spexplorer
	@touch $@

system: $(STAMP)
	@sh .ci/system-packages.sh $(PY)

clean:
	rm -rf build dist $(VENV)
