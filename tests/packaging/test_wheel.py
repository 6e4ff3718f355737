"""The built wheel works in a fresh environment, without the checkout, from any directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the sdist, as a packager would."""
    out = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(root)], cwd=out)
    assert list(out.glob("perfdsl-*.tar.gz"))
    return next(out.glob("perfdsl-*.whl"))


@pytest.fixture(scope="module")
def perfdsl(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as installed into a fresh virtual environment."""
    home = tmp_path_factory.mktemp("fresh")
    run([sys.executable, "-m", "venv", "--without-pip", "env"], cwd=home)
    run([sys.executable, "-m", "pip", "--python", "env", "install", "--quiet", str(wheel)], cwd=home)
    scripts = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    return scripts / "perfdsl"


def run(command: list[str], cwd: Path, expect: int = 0) -> str:
    """Run the command without this environment's Python settings; return all that it printed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=environment, check=False, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == expect, done.stdout
    return done.stdout


def test_the_wheel_holds_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"perfdsl/_data/grammar/perf.lark", "perfdsl/_data/grammar/perf.tables.json"} <= set(names)
    assert any(name.startswith("perfdsl/_data/site_templates/") for name in names)
    assert any(name.startswith("perfdsl/frameworks/") and name.endswith(".perf") for name in names)
    assert any(name.startswith("perfdsl/checks/") and name.endswith(".md") for name in names)
    for folder in ("starter", "starter_county", "starter_files", "starter_git"):
        assert any(name.startswith(f"perfdsl/{folder}/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/", "benchmarks/"))]


def test_it_checks_and_builds_from_another_directory(root: Path, perfdsl: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "examples" / "wuxi-corrected", tmp_path / "单位")
    run([str(perfdsl), "check", "单位"], cwd=tmp_path)
    run([str(perfdsl), "build", "单位", "-o", "网站"], cwd=tmp_path)
    assert "无锡市总工会" in (tmp_path / "网站" / "index.html").read_text(encoding="utf-8")


def test_it_finds_what_is_wrong(root: Path, perfdsl: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "examples" / "wuxi", tmp_path / "wuxi")
    assert "市劳模协会办公经费" in run([str(perfdsl), "check", "wuxi"], cwd=tmp_path, expect=1)


def test_it_explains_and_lists_without_any_project(perfdsl: Path, tmp_path: Path) -> None:
    assert "江苏省部门整体" in run([str(perfdsl), "frameworks"], cwd=tmp_path)
    assert run([str(perfdsl), "rules"], cwd=tmp_path)


def test_init_makes_a_project_that_builds(perfdsl: Path, tmp_path: Path) -> None:
    run([str(perfdsl), "init", "新项目"], cwd=tmp_path)
    run([str(perfdsl), "check", "新项目"], cwd=tmp_path)
    run([str(perfdsl), "build", "新项目", "-o", "out"], cwd=tmp_path)
    assert (tmp_path / "out" / "index.html").is_file()
