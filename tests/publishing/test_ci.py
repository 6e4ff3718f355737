"""``ci.sh`` really runs, on the project that ``perfdsl init`` makes; the templates for runners call it and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.starting.new_project import create
from tests.publishing.sites import version_of

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "publishing"
SCRIPT = FOLDER / "ci.sh"
BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="没有 bash（no bash here）")
TEMPLATES = sorted(FOLDER.glob("*.yml"))


def run(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the script as a runner does, with the perfdsl of this environment."""
    own = {"PERFDSL": f"{sys.executable} -m perfdsl", "PYTHONPATH": str(FOLDER.parents[1])}
    return subprocess.run(
        [BASH or "bash", str(SCRIPT)],
        cwd=project, env={**os.environ, **own, **environment}, check=False, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    create(tmp_path / "项目")
    return tmp_path / "项目"


@needs_bash
def test_its_syntax() -> None:
    subprocess.run([BASH or "bash", "-n", str(SCRIPT)], check=True)
    assert os.access(SCRIPT, os.X_OK)


@needs_bash
def test_the_starter_project_from_first_commit_to_server(starter: Path, tmp_path: Path) -> None:
    first = run(starter)
    assert first.returncode == 1
    assert "把 permalinks.lock 一起提交" in first.stdout
    second = run(starter)
    assert second.returncode == 0, second.stdout
    assert (starter / "_site" / "index.html").is_file()
    third = run(starter, PUBLISH_TO=str(tmp_path / "www"), KEEP="1")
    assert third.returncode == 0, third.stdout
    assert "青山县图书馆" in version_of(tmp_path / "www")


@needs_bash
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("开馆天数 >= 160天", "开馆天数>=160天", "需要整理"),
        ("<- 图书购置,", "<- 图书采购,", "错误"),
        ("开馆天数 >= 160天", "开馆天数 >= 170天", "网站没有更新"),
    ],
)
def test_it_stops_at_what_is_wrong(old: str, new: str, said: str, starter: Path) -> None:
    run(starter)
    table = starter / "2025" / "tushuguan.perf"
    text = table.read_text("utf-8")
    assert old in text
    table.write_text(text.replace(old, new), "utf-8")
    done = run(starter)
    assert done.returncode == 1
    assert said in done.stdout


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_calls_the_script(template: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="没有安装 PyYAML，只检查文字（pip install pyyaml）")
    content = yaml.safe_load(template.read_text("utf-8"))
    assert isinstance(content, dict)
    assert template.read_text("utf-8").count("bash .ci/ci.sh . ") == 1


def test_there_is_a_template_for_each_runner() -> None:
    assert [template.name for template in TEMPLATES] == ["gitee-go.yml", "github-pages.yml", "gitlab-ci.yml"]
