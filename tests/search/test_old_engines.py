"""The scripts are ES2019, and Chromium 90, the engine of many office browsers, runs them from a folder."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from perfdsl.model.table import Table
from perfdsl.resources import data
from tests.npm import npm_file
from tests.search.demo import place

UNPACK = (
    "const fs = require('fs'), zlib = require('zlib');"
    "fs.writeFileSync(process.argv[2], zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])));"
)
PARSE = """
const fs = require("fs"), acorn = require(process.argv[1]);
for (const file of process.argv.slice(2))
  acorn.parse(fs.readFileSync(file, "utf8"), { ecmaVersion: 2019, sourceType: "script" });
"""
ACT = """
document.addEventListener("DOMContentLoaded", async () => {
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const result = { engine: navigator.userAgent, errors: [] };
  window.addEventListener("error", (event) => result.errors.push(event.message));
  window.addEventListener("unhandledrejection", (event) => result.errors.push(String(event.reason)));
  await wait(500);
  ACTIONS
  document.title = "result " + JSON.stringify(result) + " end";
});
"""
SEARCH = """
  result.status = document.querySelector(".search-status").textContent;
  result.first = document.querySelector(".hits a").getAttribute("href");
  result.marked = document.querySelector(".hits mark").textContent;
"""
SORT = """
  const buttons = [...document.querySelectorAll("th button")];
  buttons[3].click();
  result.sort = buttons[3].parentNode.getAttribute("aria-sort");
  result.values = [...document.querySelectorAll("tbody td:nth-child(4)")].map((cell) => cell.dataset.value).filter(Boolean);
  document.querySelector("[data-display] button").click();
  result.text = document.documentElement.dataset.text;
"""
COMPARE = """
  result.rows = document.querySelectorAll("table.compare tbody tr").length;
"""


@pytest.fixture(scope="session")
def chromium_90() -> str:
    """The program, unpacked once from the npm package that carries it."""
    packed = npm_file("chrome-aws-lambda", "8.0.2", "bin/chromium.br")
    program = packed.with_name("chromium")
    if not program.is_file():
        node = shutil.which("node")
        if node is None:
            pytest.skip(
                "没有找到 node，无法解开 Chromium 90（node is not installed, so Chromium 90 cannot be unpacked）"
            )
        subprocess.run([node, "-e", UNPACK, packed, program], check=True, timeout=120)
        program.chmod(0o755)
    return str(program)


def test_scripts_are_es2019() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("没有找到 node（node is not installed）")
    acorn = npm_file("acorn", "8.15.0", "dist/acorn.js")
    files = sorted(data("site_templates/static/js").glob("*.js"))
    done = subprocess.run([node, "-e", PARSE, acorn, *files], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(files) >= 8


@pytest.fixture
def run(chromium_90: str, demo: Path, tmp_path: Path) -> Callable[[str, str, str], dict[str, Any]]:
    """Return ``run(page, query, actions)``: open a page from a folder, act, and return what was seen."""
    site = tmp_path / "site"
    shutil.copytree(demo, site)

    def act(page: str, query: str, actions: str) -> dict[str, Any]:
        (site / "act.js").write_text(ACT.replace("ACTIONS", actions), "utf-8")
        html = (site / page).read_text("utf-8")
        (site / page).write_text(html.replace("</head>", '<script src="act.js"></script></head>'), "utf-8")
        seen = _open(chromium_90, (site / page).as_uri() + query)
        assert "HeadlessChrome/90." in seen["engine"]
        assert seen["errors"] == []
        return seen

    return act


def test_chromium_90_searches(run: Callable[[str, str, str], dict[str, Any]]) -> None:
    seen = run("search.html", "?q=bzzaqpx", SEARCH)
    assert seen["status"] == "找到 2 条"
    assert seen["marked"] == "班组长安全培训"
    assert "zonggonghui/index.html#i-" in seen["first"]


def test_chromium_90_sorts_and_enlarges(run: Callable[[str, str, str], dict[str, Any]]) -> None:
    seen = run("units.html", "", SORT)
    values = [float(value) for value in seen["values"]]
    assert (seen["sort"], seen["text"], values) == ("ascending", "large", sorted(values))


def test_chromium_90_compares(run: Callable[[str, str, str], dict[str, Any]], tables: list[Table]) -> None:
    pages = [place(table).page for table in tables if table.path.startswith("2021/")][:2]
    assert run("compare.html", f"?{urlencode([('unit', page) for page in pages])}", COMPARE)["rows"] > 30


def _open(program: str, address: str) -> dict[str, Any]:
    """Open the page, and return what its script wrote into the title."""
    arguments = "--headless --no-sandbox --disable-gpu --virtual-time-budget=5000 --dump-dom".split()
    done = subprocess.run(
        [program, *arguments, address], check=False, capture_output=True, text=True, timeout=90
    )
    assert "<title>result " in done.stdout, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.split("<title>result ")[1].split(" end</title>")[0])
    return found
