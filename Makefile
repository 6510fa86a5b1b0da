# Each target sets up what it needs; started again, it installs nothing.
# Material prints a notice about MkDocs 2 at every start; pyproject.toml keeps 2 out.
export NO_MKDOCS_2_WARNING := 1

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := .venv/.packages
SITE := .venv/.site
DEV := .venv/.dev

.PHONY: help serve build charts notebooks test barriers screenshots grades check fix bench lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

serve: $(SITE) ## Write: show the site on http://127.0.0.1:8000/, following every saved file
	$(BIN)/mkdocs serve --livereload $(ARGS)

build: $(SITE) ## Build the site into site/; a problem stops it; CACHE=off makes every page anew
	$(BIN)/mkdocs build --strict $(ARGS)

charts: $(DEV) ## Draw the charts whose data have changed
	$(BIN)/sourcebook charts $(ARGS)

notebooks: $(DEV) ## Run all notebooks again, and save what they put out
	$(BIN)/sourcebook notebooks $(ARGS)

test: $(DEV) ## Run every test, in a real browser too
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.nginx
	$(BIN)/python -m pytest --cov --numprocesses auto --dist worksteal $(ARGS)

barriers: $(DEV) ## Look for barriers with axe in every scheme at every width
	$(BIN)/python -m tests.chromium
	EVERY_PAIR=1 $(BIN)/python -m pytest tests/browser/test_accessibility.py -k test_a1_ $(ARGS)

screenshots: $(DEV) ## Take pictures of the pages in all colour schemes, on a phone and on a desktop
	$(BIN)/python -m tests.chromium
	PYTHONPATH=hooks $(BIN)/python -m tests.screenshots $(ARGS)

grades: $(DEV) ## Tell how hard each post is to read, in years of school
	PYTHONPATH=hooks $(BIN)/python -m tests.content.grades

check: $(DEV) ## Check format, faults, types, spelling, Markdown and workflows
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/oxfmt --check docs/assets
	$(BIN)/oxlint --deny-warnings docs/assets
	$(BIN)/mypy
	$(BIN)/typos
	$(BIN)/rumdl check --quiet README.md hooks docs .github
	$(BIN)/zizmor --offline --quiet --pedantic .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml

fix: $(DEV) ## Mend what the checks can mend themselves
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(BIN)/oxfmt docs/assets
	$(BIN)/oxlint --fix docs/assets
	$(BIN)/rumdl check --quiet --fix README.md hooks docs .github

bench: $(DEV) ## Measure builds, logs, rankings and the search, on generated sites; ARGS names parts
	PYTHONPATH=hooks $(BIN)/python -m tests.bench $(ARGS)

lock: $(DEV) ## Compile the lock files anew from pyproject.toml
	$(BIN)/uv pip compile $(LOCK) --group build -o requirements-build.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean: ## Remove everything that was made
	rm -rf .venv .cache site screenshots

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-annotate --custom-compile-command "make lock"

# mkdocs-blog-plugin comes as source only; it is built with the setuptools of the lock.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
  --only-binary :all: --no-binary mkdocs-blog-plugin --no-build-isolation --use-pep517

# Debian and Ubuntu keep a part of Python, without which it can make no environment, apart.
SUDO := $(if $(filter-out 0,$(shell id -u)),sudo -n)
APT := command -v apt-get >/dev/null && $(SUDO) apt-get -q update && $(SUDO) apt-get -q install -y

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed; install it, or name it: make PYTHON=python3.13' >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(APT) python3-venv && $(PYTHON) -m venv .venv; } \
	  || { rm -rf .venv; echo 'Python lacks its venv module; on Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }

$(PACKAGES): requirements-build.txt requirements.txt | $(BIN)/python
	$(PIP) -r requirements-build.txt
	$(PIP) -r requirements.txt
	@touch $@

# The command `sourcebook`, run from where its files are; pyproject.toml says how it is called.
$(SITE): $(PACKAGES) pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  --no-index -e .
	@touch $@

$(DEV): requirements-dev.txt $(SITE)
	$(PIP) -r requirements-dev.txt
	@touch $@
