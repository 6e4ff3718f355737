# Two commands are all a newcomer needs: `make demo` and `make test`. Each sets up what it uses, once.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: help demo test check fmt golden grammar coverage nightly bench images clean
.DEFAULT_GOAL := help

# Compiled files are kept: every worker, and every test that starts perfdsl, would compile all of it again.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make demo    构建示例网站（build the example sites）"
	@echo "make test    检查代码并运行全部测试（lint, types and all tests）"
	@echo "make check   只检查代码，不运行测试（lint and types only）"
	@echo "make fmt     整理代码格式（format the code）"
	@echo "make golden  重写测试的标准答案，之后用 git diff 审阅（rewrite golden files, then review them）"
	@echo "make grammar 重新编译语法（compile the grammar after a change）"
	@echo "make coverage 运行测试，统计没有运行到的代码（tests with coverage: slower）"
	@echo "make nightly 在每一次文件操作处中断，逐一检查（interrupt every file-system call; about half an hour）"
	@echo "make bench   测量速度（measure the speed）"
	@echo "make images  重新截取说明文档和教程的图片（take the pictures of README and tutorial）"

demo: $(VENV)/.demo
	@.ci/demo $(BIN)/perfdsl _demo

# Two processes more than there are processors: tests wait for disks, browsers and clocks. In the order of the folders: else
# the files of few long tests come last, and one process does them while the others wait.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)

test: check
	@.ci/system-packages
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fmt: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.dev
	$(BIN)/python -m pytest --update-golden $(ARGS)

grammar: $(VENV)/.dev
	$(BIN)/python -m perfdsl.syntax.compiler

# Tracing every branch doubles the time of a run: not part of `make test`.
coverage: $(VENV)/.dev
	@.ci/system-packages
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov $(ARGS)

nightly: coverage
	$(BIN)/python -m tests.kills.every_call
	$(BIN)/python -m tests.kills.together

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(ARGS)

images: $(VENV)/.dev
	@.ci/system-packages
	PYTHONPATH=$(CURDIR) $(BIN)/python .ci/screenshot.py

clean:
	rm -rf $(VENV) _demo dist build .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

# The stamps: an environment is made anew only when what it holds has changed.
$(VENV)/bin/python:
	@.ci/environment $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	@$(PIP) --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.demo
