"""`perfdsl check` starts fast: it imports none of the libraries of the site, the preview or the tests.

Lark is needed only to say what is wrong with a line.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = {
    "asyncio", "click", "http", "importlib.metadata", "importlib.resources", "interegular", "jinja2",
    "lark", "logging", "markdown_it", "multiprocessing", "socket", "watchdog", "xml",
}  # fmt: skip
PROGRAM = """
import sys
from perfdsl.cli import main
code = main(sys.argv[1:])
print(*sys.modules, sep="\\n", file=sys.stderr)
sys.exit(code)
"""


def imported_by(arguments: list[str], cwd: Path) -> set[str]:
    """Names of all modules that the command imports."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.splitlines())


def test_check_imports_nothing_heavy(root: Path) -> None:
    modules = imported_by(["check", "examples/wuxi-corrected"], cwd=root)
    assert "perfdsl.checks.checker" in modules
    assert modules & HEAVY == set()
