# What a person does with a checkout. `make` alone says it. PYTHON=python3.12 names another interpreter.

PYTHON ?= python3
VENV ?= .venv
export PYTHON VENV
# Programs of .venv run as modules: the launchers that pip writes do not bear every folder name.
run := "$$VENV/bin/python" -m

.PHONY: help demo test check format lock clean

help:
	@echo "make demo    build content/ into feeds/ and the newest newsletter into newsletters/, and say where to look"
	@echo "make test    run everything: the checks of the code, then the tests"
	@echo "make check   ruff, mypy and the import contracts alone"
	@echo "make format  let ruff mend what it can"
	@echo "make lock    pin the newest packages that pyproject.toml and requirements/*.in allow"
	@echo "make clean   remove what was made and can be made again"

demo:
	@requirements/setup.sh runtime
	@"$$VENV/bin/publisher" build
	@"$$VENV/bin/publisher" digest --output newsletters

test: check
	@requirements/debian.sh
	$(run) coverage run -m pytest
	$(run) coverage report

check:
	@requirements/setup.sh dev
	$(run) ruff check .
	$(run) ruff format --check .
	$(run) mypy
	"$$VENV/bin/python" -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

format:
	@requirements/setup.sh dev
	$(run) ruff check --fix .
	$(run) ruff format .

lock:
	requirements/lock.sh --upgrade

clean:
	rm -rf .venv .publisher newsletters build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find publisher tests -name __pycache__ -prune -exec rm -rf {} +
