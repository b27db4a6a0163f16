# make          set up what is needed and build site/
# make zip      the same as one file to pass on, handbook.zip
# make serve    a live preview; pages and quizzes reload when you save
# make test     set up what is needed and run every test
# make check    find mistakes in lessons and quizzes, without building
# make screenshots  take the pictures of the trainers' guide anew
# make bench    measure build time, page size and checking; takes some minutes
# make clean    delete everything that make has made

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/ready
BUILD  := .build

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site zip serve test check screenshots bench setup clean lock
.DEFAULT_GOAL := site

# The new site takes the old one's place only when it is whole.
site: $(READY)
	@rm -rf $(BUILD)/site && mkdir -p $(BUILD)
	@$(PY) -m mkdocs build --strict --site-dir $(BUILD)/site
	@rm -rf site && mv $(BUILD)/site site
	@echo "Built site/: open site/index.html in a browser."

zip: site
	@$(PY) -m handbook pack

serve: $(READY)
	@$(PY) -m mkdocs serve --livereload

test: $(READY)
	@$(PY) tests/tools.py
	@$(PY) -m ruff check --quiet .
	@$(PY) -m pytest --numprocesses 2 --dist worksteal

check: $(READY)
	@$(PY) -m handbook check

screenshots: site
	@$(PY) tests/tools.py
	@$(PY) tests/screenshots.py

bench: $(READY)
	@$(PY) tests/bench.py

# Only what is needed for the others: continuous integration calls `.venv/bin/handbook` after it.
setup: $(READY)

clean:
	rm -rf $(VENV) $(BUILD) site handbook.zip .pytest_cache .ruff_cache
	find hooks tests -name __pycache__ -type d -exec rm -rf {} +

# Set up anew when the locked packages or the project's own description change.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer. Name one so: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --require-hashes --requirement requirements.txt
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

# For engineers: renew requirements.txt from pyproject.toml. Needs uv.
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --upgrade --quiet \
	  --group pyproject.toml:site --group pyproject.toml:test --custom-compile-command "make lock" \
	  pyproject.toml --output-file requirements.txt
