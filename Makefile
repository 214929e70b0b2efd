# Garde-Toit: `make run` and `make test` do everything on a fresh machine.
PY := .venv/bin/python
ENV := .venv/.pret-execution
ENV_DEV := .venv/.pret-developpement

.PHONY: run chat prepare test test-faults check train bench evaluate compare widget lock clean help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(ENV) ## prepare, train when needed, serve the chat page
	@exec $(PY) -m serveur

chat: $(ENV) ## chat in the terminal
	@exec $(PY) -m serveur.terminal

train: $(ENV) ## train when training data, domain, config or NLU code changed
	@$(PY) -m serveur.entrainement

prepare: $(ENV_DEV) ## environment and model for the tests
	@$(PY) -m serveur.entrainement

test: prepare ## linters, type checker and every test but the breakdowns
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest -m "not pannes"

test-faults: prepare ## kill servers and stores, fill the disk, hostile input (Debian's postgresql, redis-server, nginx)
	@$(PY) -m pytest tests/pannes

check: $(ENV_DEV) ## linters, type checker, tests that need no running system
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy
	@$(PY) -m pytest -m "not systeme and not navigateur and not pannes"

bench: $(ENV_DEV) ## conversations under load, ours and Rasa's default pipeline: latency, memory
	@$(PY) -m bench

evaluate: $(ENV_DEV) ## score the intent model, keep the report in docs/evaluation/
	@$(PY) -m nlu.evaluation

compare: $(ENV_DEV) ## our intent model against Rasa's default pipeline, on one fixed sample
	@$(PY) -m nlu.evaluation.comparaison

widget: ## build the widget again from its source (needs Node), print its sizes
	@$(PY) -m outils.contenu_widget
	@cd widget && npm ci --no-audit --no-fund --silent && npm run --silent types && npm run --silent build

lock: ## recompile requirements/*.lock from the *.in files
	@python3 outils/environnement.py --lock

$(ENV): requirements/run.lock outils/environnement.py
	@python3 outils/environnement.py run

$(ENV_DEV): requirements/dev.lock outils/environnement.py
	@python3 outils/environnement.py dev

clean: ## remove environment, models and runtime files
	@rm -rf .venv .cache models var
