"""What must survive a kill is written through ``workspace/disk.py`` alone, so that a test can number every call."""

from __future__ import annotations

import ast

import pytest

from tests.house.modules import PACKAGE, Module, offences

# Files that a user can have again by typing the command once more; those of a maintainer.
ELSEWHERE = {
    "workspace/disk.py": "the seam",
    "cli/export_job.py": "exports",
    "cli/file_sinks.py": "exports",
    "formats/sqlite.py": "a scratch file in the system's folder for such",
    "site/files/database.py": "a scratch file of SQLite's own, read and written once more as a file of the site",
    "site/render/renderer.py": "compiled templates in the user's cache folder",
    "importer/readers/libreoffice.py": "a scratch folder in the system's folder for such",
    "search/fold.py": "a maintainer's tool",
    "syntax/compiler.py": "a maintainer's tool",
}
OF_OS = {
    "chmod", "link", "makedirs", "mkdir", "remove", "removedirs", "rename", "renames", "replace", "rmdir", "symlink",
    "truncate", "unlink", "utime", "write",
}  # fmt: skip
OF_PATHS = {
    "chmod", "hardlink_to", "mkdir", "rename", "rmdir", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip


def writes(tree: ast.AST) -> list[str]:
    """Calls that change something on a disk, with their lines."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _writing(node)):
            found.append(f"{name} in line {node.lineno}")
    return found


def _writing(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Name):
        return "open" if function.id == "open" and _for_writing(call.args[1:2]) else ""
    if not isinstance(function, ast.Attribute):
        return ""
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    if owner == "os" and function.attr in OF_OS:
        return f"os.{function.attr}"
    if owner in ("shutil", "tempfile") and function.attr not in ("get_terminal_size", "which"):
        return f"{owner}.{function.attr}"
    if owner in ("disk", "os"):
        return ""
    if function.attr == "replace" and len(call.args) == 1 and not call.keywords:
        return "replace"
    if function.attr == "open" and _for_writing(call.args[:1]):
        return "open"
    return function.attr if function.attr in OF_PATHS else ""


def _for_writing(arguments: list[ast.expr]) -> bool:
    mode = arguments[0] if arguments else None
    return (
        isinstance(mode, ast.Constant) and isinstance(mode.value, str) and bool(set("wax+") & set(mode.value))
    )


def test_all_modules_write_through_the_seam() -> None:
    def writes_of(module: Module) -> list[str]:
        return writes(module.tree)

    assert offences(writes_of, but=ELSEWHERE) == {}


def test_the_list_of_exceptions_is_true() -> None:
    for name in ELSEWHERE:
        assert writes(ast.parse((PACKAGE / name).read_text("utf-8"))), name


@pytest.mark.parametrize(
    "code",
    [
        "os.rename(a, b)", "a.rename(b)", "a.replace(b)", "a.unlink()", "a.write_text(b)", "open(a, 'w')", "shutil.rmtree(a)",
        "a.open('r+b')", "os.open(a) if b else os.write(a, b)",
    ],
)  # fmt: skip
def test_it_is_seen(code: str) -> None:
    assert writes(ast.parse(code))


@pytest.mark.parametrize(
    "code", ["a.replace(b, c)", "disk.rename(a, b)", "open(a)", "a.open('rb')", "text._replace(b=c)"]
)
def test_what_writes_nothing(code: str) -> None:
    assert not writes(ast.parse(code))
