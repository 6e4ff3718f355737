"""The law of the preview: whatever was edited, it serves the bytes that a clean build of the same folder writes."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from perfdsl.live.document_store import DocumentStore
from perfdsl.live.downloads import Downloads
from perfdsl.live.file_events import FileEvent
from perfdsl.live.preview import Preview
from perfdsl.publishing.manifest import NAME as MANIFEST
from perfdsl.publishing.marker import MARKER
from perfdsl.site.build import build
from perfdsl.site.errors import BuildError
from tests.live.conftest import Live
from tests.site.samples import TABLE

Edit = Callable[[Path, random.Random], None]

CODED = TABLE.replace("年度:", "编码: 207003\n年度:")
PROJECT = """项目: 示范项目
年度: 2024
体系: 项目支出三类
主管部门: 示例单位

# 年度目标

保障单位正常运转。

# 资金（万元）

本级财政资金 = 60

# 指标

""" + CODED.split("# 指标\n\n")[1].replace(" <- 示范项目", "")
SETTINGS = '[site]\ntitle = "示例"\naddress = "https://www.example.gov.cn/"\n'
START = {"2024/a.perf": CODED, "perfdsl.toml": SETTINGS}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def tables(root: Path) -> list[Path]:
    return sorted(root.glob("20*/*.perf"))


def change(old: str, new: Callable[[random.Random], str]) -> Edit:
    """Replace a text in one of the tables."""

    def edit(root: Path, dice: random.Random) -> None:
        file = dice.choice(tables(root))
        file.write_text(file.read_text("utf-8").replace(old, new(dice)), "utf-8")

    return edit


def add_year(root: Path, dice: random.Random) -> None:
    """The table of a year, of the same unit or of another, perhaps a table that was there already."""
    year, unit = dice.choice((2022, 2023, 2025)), dice.choice(("207003", "207004"))
    text = (
        CODED.replace("2024", str(year))
        .replace("207003", unit)
        .replace("= 60", f"= {dice.randrange(50, 70)}")
    )
    write(root, {f"{year}/{unit}.perf": text.replace("<= 60万元", "<= 900万元")})


def remove(root: Path, dice: random.Random) -> None:
    if len(tables(root)) > 1:
        dice.choice(tables(root)).unlink()


def rename(root: Path, dice: random.Random) -> None:
    file = dice.choice(tables(root))
    file.rename(file.with_name(f"r{dice.randrange(100)}.perf"))


def break_and_mend(root: Path, dice: random.Random) -> None:
    file = dice.choice(tables(root))
    good = file.read_bytes()
    file.write_bytes(good.replace("年度:".encode(), b"\xff\xfe"))
    file.write_bytes(good)


EDITS: dict[str, Edit] = {
    "value": change("98%", lambda dice: f"{dice.randrange(50, 99)}%"),
    "name": change("培训班次", lambda dice: dice.choice(("培训班次", "培训场次", "办班次数"))),
    "unit": change("示例单位", lambda dice: dice.choice(("示例单位", "新单位"))),
    "prose": change("负责技能培训。", lambda dice: f"负责技能培训。\n\n第 {dice.randrange(9)} 条。"),
    "section": change("# 部门职能\n", lambda _: "# 机构设置\n\n三个科。\n\n# 部门职能\n"),
    "year": add_year,
    "project": lambda root, _: write(root, {"2024/p.perf": PROJECT}),
    "remove": remove,
    "rename": rename,
    "break and mend": break_and_mend,
    "title": lambda root, dice: write(
        root, {"perfdsl.toml": SETTINGS.replace("示例", f"示例{dice.randrange(3)}")}
    ),
    "template": lambda root, dice: write(
        root, {"templates/_footer.html": f"<footer>{dice.randrange(3)}</footer>\n"}
    ),
    "no template": lambda root, _: shutil.rmtree(root / "templates", ignore_errors=True),
    "static": lambda root, dice: write(root, {"static/own.css": f"p{{margin:{dice.randrange(3)}px}}"}),
    "redirect": lambda root, _: write(
        root, {"perfdsl.toml": f'{SETTINGS}[publish.redirects]\n"2021/old/index.html" = "index.html"\n'}
    ),
}


@given(
    names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=8),
    dice=st.randoms(use_true_random=False),
)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], dice: random.Random
) -> None:
    root = tmp_path_factory.mktemp("law") / "项目"
    write(root, START)
    preview = Preview(DocumentStore(root, root), lambda *_: None)
    downloads = Downloads()

    def served(address: str) -> bytes | None:
        if address.endswith(".html"):
            answer = preview.page(address)
            return answer.html.encode("utf-8", "replace") if answer.found else None
        found = preview.file(address)
        return found if isinstance(found, bytes) else downloads.file(address, found)

    for name in names:
        before = paths(root)
        EDITS[name](root, dice)
        preview.changed([FileEvent(path, path.is_dir()) for path in before | paths(root)])
        wait(preview)
    try:
        wanted = built(root)
    except BuildError:
        assert any(one["severity"] == "error" for one in preview.store.findings()), names
        return
    for address, content in wanted.items():
        assert served(address) == content, (names, address)
    assert preview.drawer.addresses() >= {address for address in wanted if _is_page(address)}
    assert served("2024/nobody/index.html") is None


BROKEN: dict[str, str | bytes] = {
    "2023/207004.perf": CODED.replace("2024", "2023")
    .replace("207003", "207004")
    .replace(">= 98%", "= = 98%"),
    "2024/bytes.perf": b"\xff\xfe" + CODED.encode(),
    "2024/form.perf": CODED.replace("207003", "207005").replace("体系:", "体系: 没有这个"),
    "2024/project.perf": PROJECT.replace("<= ", "=> ").replace("年度: 2024", "年度: 二〇二四"),
    "2024/empty.perf": "",
    "2024/nothing.perf": "没有一行读得懂 <<<\n= = =\n",
    "2025/short.perf": CODED.replace("2024", "2025").replace("207003", "207006")[:300],
}
WARNED = CODED.replace("207003", "207009").replace("示例单位", "另一单位") + "服务对象满意度 = 99%\n"


@given(names=st.lists(st.sampled_from(sorted(BROKEN)), min_size=1, max_size=4, unique=True))
@example(names=["2023/207004.perf"])
@example(names=["2024/bytes.perf", "2024/nothing.perf"])
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
def test_with_broken_tables_it_is_the_draft(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    """Page for page what ``build --draft`` makes; and, when one after the other is mended, ever less of it."""
    root = tmp_path_factory.mktemp("law") / "项目"
    write(root, START | {"2024/w.perf": WARNED})
    for name in names:
        (root / name).parent.mkdir(exist_ok=True)
        text = BROKEN[name]
        (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    preview = Preview(DocumentStore(root, root), lambda *_: None)
    wait(preview)
    equals_draft(preview, root, names)
    while names:
        file = root / names.pop()
        file.unlink()
        preview.changed([FileEvent(file, False)])
        wait(preview)
        equals_draft(preview, root, names)


def equals_draft(preview: Preview, root: Path, broken: list[str]) -> None:
    """A draft where something is broken, else what anybody may see."""
    downloads = Downloads()
    for address, content in built(root, draft=bool(broken)).items():
        if address.endswith(".html"):
            answer = preview.page(address)
            assert answer.found, (broken, address)
            assert answer.html.encode("utf-8", "replace") == content, (broken, address)
            continue
        found = preview.file(address)
        served = found if isinstance(found, bytes) else downloads.file(address, found)
        assert served == content, (broken, address)


def _is_page(address: str) -> bool:
    return address.endswith(".html") and address != "2021/old/index.html"


def wait(preview: Preview) -> None:
    """Until nothing is left to do."""
    while (seconds := preview.idle()) is not None:
        time.sleep(seconds)


def paths(root: Path) -> set[Path]:
    return {path for path in root.rglob("*") if ".perfdsl" not in path.parts}


def built(root: Path, *, draft: bool = False) -> dict[str, bytes]:
    """Every file of a clean build, but those that tell about the build itself."""
    out = root.parent / "out"
    for folder in (out, root / ".perfdsl"):
        shutil.rmtree(folder, ignore_errors=True)
    build(root, out, draft=draft)
    files = {file.relative_to(out).as_posix(): file for file in out.rglob("*") if file.is_file()}
    return {name: file.read_bytes() for name, file in files.items() if name not in (MARKER, MANIFEST)}


def test_over_http_while_files_are_saved(live: Live) -> None:
    """The same with the real watcher: soon after the last edit."""
    site, dice = live(START), random.Random(7)  # noqa: S311 - no secrets
    for name in ("value", "year", "project", "title", "rename", "template", "section", "remove", "value"):
        EDITS[name](site.root, dice)
        time.sleep(dice.choice((0.0, 0.03)))
    wanted, deadline = built(site.root), time.monotonic() + 60
    for address, content in wanted.items():
        while (reply := site.get(address)).body != content and time.monotonic() < deadline:
            if address.endswith(".html") and reply.status == 200 and reply.page == content:
                break
            time.sleep(0.05)
        assert (reply.page if address.endswith(".html") else reply.body) == content, address
