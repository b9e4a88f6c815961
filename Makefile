# What a person does with a checkout. `make` alone says it.

# Another interpreter: make test PYTHON=python3.12
export PYTHON ?= python3
# Where .venv is ready by other means: make demo SETUP=true
SETUP ?= requirements/setup.sh
# How many notes there are for make bench.
NOTES ?= 1000,10000
# The tools of .venv are run as modules: the launchers that pip writes do not bear every folder name.
run := .venv/bin/python -m

.PHONY: help demo test check bench bench-letters bench-audience bench-subscriptions bench-smtp bench-send bench-kills \
	bench-million bench-web format lock clean

help:
	@echo "make demo    build content/ into feeds/ and the newest newsletter into newsletters/, and say where to look"
	@echo "make test    run everything: the checks of the code, then the tests"
	@echo "make check   run ruff, mypy and the import contracts alone"
	@echo "make bench   measure publisher beside Hugo and others; make bench NOTES=100000 takes long"
	@echo "make bench-letters  measure how many letters one core makes"
	@echo "make bench-subscriptions  measure how many people a second subscribe"
	@echo "make bench-smtp  measure letters a second by SMTP, beside Postfix's own smtp-source"
	@echo "make bench-audience  measure imports, lists and exports of many subscribers"
	@echo "make bench-send  measure letters a second through the ledger; bench-kills, bench-million: crashes and crowds"
	@echo "make bench-web  measure answers a second beside nginx and WhiteNoise"
	@echo "make format  let ruff mend what it can"
	@echo "make lock    pin the newest packages that pyproject.toml and requirements/ allow"
	@echo "make clean   remove what was made and can be made again"

demo:
	@$(SETUP) runtime
	@.venv/bin/publisher build
	@.venv/bin/publisher digest --output newsletters

# As many at once as there are processors; the tests of a file stay together, for what they share.
test: check
	@requirements/debian.sh
	@requirements/node.sh
	$(run) pytest --numprocesses auto --dist loadfile --cov --cov-report term

check:
	@$(SETUP) dev
	$(run) ruff check .
	$(run) ruff format --check .
	$(run) mypy
	.venv/bin/python -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

# What python -m bench --help says goes into OPTIONS.
bench:
	@$(SETUP) bench
	@$(run) bench --notes $(NOTES) $(OPTIONS)

format:
	@$(SETUP) dev
	$(run) ruff check --fix .
	$(run) ruff format .

lock:
	requirements/lock.sh --upgrade

bench-letters:
	@$(SETUP) runtime
	$(run) bench.letters

# 100,000 people imported, 50,000 listed and exported.
bench-audience:
	@$(SETUP) runtime
	$(run) bench.audience

# Needs smtp-sink and smtp-source, which come with Postfix.
bench-smtp:
	@$(SETUP) runtime
	@requirements/debian.sh
	$(run) bench.smtp

# An issue of 30 notes to 20,000 readers, each with 15 of them; then by SMTP, which needs Postfix's programs.
bench-send:
	@$(SETUP) runtime
	@requirements/debian.sh
	$(run) bench.sending rate
	-$(run) bench.whole_way built
	$(run) bench.whole_way delivered

# 12 times kill -9 while 40,000 letters leave: fails where one is lost or comes twice.
bench-kills:
	@$(SETUP) runtime
	$(run) bench.sending kills

bench-million:
	@$(SETUP) runtime
	$(run) bench.sending million

# Wants the Debian programs wrk and nginx-light.
bench-web:
	@$(SETUP) bench
	$(run) bench.web $(OPTIONS)

# A thousand people who ask and confirm.
bench-subscriptions:
	@$(SETUP) dev
	$(run) bench.subscriptions

clean:
	rm -rf .venv .publisher newsletters build dist requirements/node/node_modules
	rm -rf .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find publisher tests bench -name __pycache__ -prune -exec rm -rf {} +
