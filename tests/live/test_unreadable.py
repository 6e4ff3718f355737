"""A file that is too long and one that is no text are told apart, and in the same words by check, build and preview."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.preview import Preview
from tests.live.test_law import wait
from tests.site.samples import TABLE

FILES = {
    "20 MB of text": ("F220", TABLE.encode() + b"\n" * 20_000_000),
    "20 MB of anything": ("F220", b"\xff\x00\x9c" * 7_000_000),
    "no text": ("F202", bytes(range(256)) * 8),
    "GBK": ("F201", TABLE.encode("gbk")),
    "UTF-16": ("F201", TABLE.encode("utf-16")),
}


@pytest.mark.parametrize("kind", FILES)
def test_told_alike(kind: str, tmp_path: Path) -> None:
    code, data = FILES[kind]
    (tmp_path / "good.perf").write_text(TABLE, "utf-8")
    (tmp_path / "bad.perf").write_bytes(data)
    preview = Preview(DocumentStore(tmp_path, tmp_path), lambda *_: None)
    wait(preview)
    shown = [one for one in preview.store.findings() if one["file"] == "bad.perf"]
    checked = json.loads(run("check", "--format", "json", str(tmp_path)).stdout)
    found = [one for one in checked["findings"] if one["file"].endswith("bad.perf")]
    said = [(one["code"], one["message"]) for one in found]
    assert [(one["code"], one["message"]) for one in shown] == said
    assert code in {one["code"] for one in shown}
    assert all(
        other not in {one["code"] for one in shown} for other in {"F201", "F202", "F203", "F220"} - {code}
    )
    refused = run("build", str(tmp_path))
    assert refused.returncode == 1
    assert said[0][1] in refused.stderr


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "perfdsl", *arguments], check=False, capture_output=True, encoding="utf-8"
    )
