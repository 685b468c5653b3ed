# Everything here needs Python 3.11 or newer and make; all else is installed into .venv, in the versions of the lock file.

PYTHON ?= python3
PORT ?= 8765
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock
CHROMIUM := /usr/bin/chromium

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test crash-test lint catalogs bench docs browser promtool

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/runtime ## Try the bot in a browser, without a token (RESET=1 starts over, PORT=… chooses the port)
	@exec $(BIN)/handschlag demo --port $(PORT) $(if $(RESET),--reset)

test: .venv/complete browser promtool ## Run every test, on SQLite and PostgreSQL, the browser's included
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal

crash-test: .venv/complete ## Prove that nothing is lost: kill the bot 201 times, and those that send mails, break all they rely on, and count (a quarter of an hour)
	@$(BIN)/python -m tests.crash
	@$(BIN)/python -m tests.crash.mails

lint: .venv/complete ## Check style, types, the floors' imports, the German catalog, and known holes in dependencies
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --quiet tests/locales
	$(BIN)/python -m tests.audit

bench: .venv/complete ## Measure an update's cost, this bot beside one that keeps nothing, its answers and readers (twenty minutes)
	@$(BIN)/python -m benchmarks.cost_of_an_update --runs 3
	@$(BIN)/python -m benchmarks.real_conversation
	@$(BIN)/python -m benchmarks.side_by_side
	@$(BIN)/python -m benchmarks.answers
	@$(BIN)/python -m benchmarks.readers

catalogs: .venv/complete ## Bring the German catalog up to date with the texts in the code
	@mkdir -p var
	$(BIN)/pybabel extract --mapping-file=locales/babel.cfg --no-default-keywords --keyword=Msg --keyword=Plural:1,2 \
	    --add-location=file --no-wrap --omit-header --sort-output --output-file=var/messages.pot bot handlers services domain
	$(BIN)/pybabel update --locale=de --input-file=var/messages.pot --output-dir=locales \
	    --no-fuzzy-matching --no-wrap --omit-header

docs: .venv/complete browser ## Make anew: the pictures of rooms, demo and mails, and the pages that are written by the code
	@[ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] || { $(call debian,fonts-noto-color-emoji,The page has emoji); }
	@$(BIN)/python -m docs.rooms
	@$(BIN)/python -m docs.events
	@$(BIN)/python -m docs.licences
	@$(BIN)/python -m docs.staff
	@$(BIN)/python -m docs.data
	@$(BIN)/python -m docs.pictures
	@$(BIN)/python -m docs.guide_pictures
	@$(BIN)/python -m docs.mails

# Installs a Debian package, or says that it is needed: $(call debian,package,what it is for)
debian = if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; \
    then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(1); \
    else echo "$(2): please install the package $(1), on Debian with: sudo apt-get install $(1)" >&2; exit 2; fi

browser:
	@[ -x $(CHROMIUM) ] || { $(call debian,chromium,The page is tested in $(CHROMIUM)); }

# Prometheus's own judge of alert rules, without the server that comes in the same package.
promtool: $(BIN)/python
	@[ -x $(BIN)/promtool ] || { \
	    set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	    { [ "$$(id -u)" != 0 ] || apt-get update -qq; } && (cd "$$folder" && apt-get download -qq prometheus) || { \
	        echo "Alert rules are judged by promtool: please put Prometheus’s promtool into $(BIN)" >&2; exit 2; }; \
	    dpkg-deb --fsys-tarfile "$$folder"/prometheus_*.deb | tar -x -C "$$folder" ./usr/bin/promtool; \
	    mv "$$folder/usr/bin/promtool" $(BIN)/promtool; }

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
	    { echo "Python 3.11 to 3.14 is needed. If it has another name here: make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	    { $(call debian,python3-venv,Python lacks the part that makes virtual environments); }
	$(PYTHON) -m venv .venv

# hatchling builds the editable install, setuptools and wheel what comes as source only; being there already, in
# the versions of the lock file, they do not have to be fetched for that.
.venv/runtime: $(BIN)/python requirements.lock pyproject.toml
	$(INSTALL) hatchling setuptools wheel
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

.venv/complete: $(BIN)/python requirements.lock pyproject.toml
	$(INSTALL) hatchling setuptools wheel
	$(INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@ .venv/runtime
