"""What stands behind ``//`` is nowhere but in the file: in no page of a site or of the preview, in no download, and not in
what the preview tells of the version that git has.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.downloads import Downloads, Material
from perfdsl.live.history import marks
from perfdsl.live.preview import Preview
from perfdsl.pipeline import check_source, library
from perfdsl.syntax.source import decode
from tests.live.test_law import built, wait
from tests.site.samples import TABLE

PATH = "2024/a.perf"
PUBLIC = TABLE.replace("年度: 2024\n", "年度: 2024\n编码: 207003\n公开日期: 2024-02-01\n").replace(
    "保障单位正常运转。",
    "保障单位正常运转。\n\n- 一是培训\n- 二是验收\n\n| 甲 | 乙 |\n|---|---|\n| 子 | 丑 |",
)
REMARK = "密语"


def with_remarks(text: str) -> str:
    """A remark in each line, above and below it, but for the lines of a table in Markdown, which they would part."""
    lines = [
        f"{line}  // {REMARK}行" if line and not line.startswith("|") else line for line in text.split("\n")
    ]
    return re.sub(r"(?m)^(?=[#\u4e00-\u9fff])", f"// {REMARK}上\n", "\n".join(lines)) + f"// {REMARK}尾\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The committed version has remarks, and the one in the folder has others."""
    root = tmp_path / "项目"
    (root / "2024").mkdir(parents=True)
    (root / PATH).write_text(
        with_remarks(PUBLIC.replace("培训班次 >= 4期", "培训班次 >= 3期\n旧指标 >= 1次")), "utf-8"
    )
    for command in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "first")):
        git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.cn", "-c", "commit.gpgsign=false")
        subprocess.run([*git, *command], cwd=root, check=True, capture_output=True)
    (root / PATH).write_text(with_remarks(PUBLIC), "utf-8")
    return root


def texts(content: bytes) -> Iterator[bytes]:
    """A file, and the files in it."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def holds_a_remark(content: bytes) -> bool:
    forms = (REMARK.encode(), REMARK.encode("utf-16-le"), json.dumps(REMARK).strip('"').encode())
    return any(form in text for text in texts(content) for form in forms)


def test_remarks_are_no_findings_and_seen_where_they_are(root: Path) -> None:
    text = (root / PATH).read_bytes()
    assert text.decode().count(REMARK) > 60
    assert holds_a_remark(text)
    assert not check_source(decode(text, PATH), library()).findings


def test_a_site_has_none(root: Path) -> None:
    site = built(root)
    assert len(site) > 50
    assert "一是培训".encode() in site["2024/207003/index.html"]
    assert not [address for address, content in site.items() if holds_a_remark(content)]


def test_the_preview_has_none(root: Path) -> None:
    preview = Preview(DocumentStore(root, root), lambda *_: None)
    wait(preview)
    downloads = Downloads()
    for address in built(root):
        if address.endswith(".html"):
            answer = preview.page(address)
            assert answer.found, address
            assert REMARK not in answer.html, address
            continue
        found = preview.file(address)
        content = downloads.file(address, found) if isinstance(found, Material) else found
        assert content is not None, address
        assert not holds_a_remark(content), address
    assert REMARK not in json.dumps(list(preview.store.findings()), ensure_ascii=False)


def test_what_git_has_is_told_without(root: Path) -> None:
    table = check_source(decode((root / PATH).read_bytes(), PATH), library()).table
    assert table is not None
    told = json.dumps(marks(root, PATH, table), ensure_ascii=False)
    assert "3期" in told
    assert "旧指标" in told
    assert REMARK not in told
