"""What decides on all pages: settings, frameworks, templates, static files; and a project that is still being read."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from perfdsl.live.app import App
from perfdsl.live.document_store import DocumentStore
from perfdsl.live.drawer import Drawer
from perfdsl.live.file_events import FileEvent
from perfdsl.live.preview import Preview
from perfdsl.live.streams import Stream
from perfdsl.resources import data
from perfdsl.site.cache.warm_start import WarmDocument
from tests.live.conftest import Live
from tests.live.visitor import Visitor, preview
from tests.site.samples import TABLE

PAGE = "2024/a/index.html"
FRAMEWORK = (data("frameworks") / "部门整体三类.perf").read_text("utf-8")


def text(site: Visitor, address: str = PAGE) -> str:
    return site.get(address).page.decode()


def test_the_title_of_the_site(live: Live) -> None:
    site = live({"2024/a.perf": TABLE, "perfdsl.toml": '[site]\ntitle = "旧题"\n'})
    with site.watch(PAGE) as events:
        site.save("perfdsl.toml", '[site]\ntitle = "新题"\n')
        assert events.next("page")["title"].endswith("新题")
    assert "新题" in text(site, "index.html")


def test_broken_settings_stay_as_they_were_and_say_so(live: Live) -> None:
    site = live({"2024/a.perf": TABLE, "perfdsl.toml": '[site]\ntitle = "题"\n'})
    good = text(site)
    with site.watch(PAGE) as events:
        for broken, said in {
            '[site]\ntitle = "题': "写法有误",
            "[site]\ntitle = 5\n": "title",
            '[publish.redirects]\n"x" = "y"\n[site]\ntitle = "题"\n': "旧网址",
        }.items():
            site.save("perfdsl.toml", broken)
            (error,) = events.next("findings")["errors"]
            assert (error["file"], error["code"]) == ("perfdsl.toml", "F206")
            assert said in error["message"]
            assert text(site) == good
        site.save("perfdsl.toml", '[site]\ntitle = "题"\n')
        assert events.next("findings")["errors"] == []


def test_a_level_of_a_rule(live: Live) -> None:
    wordy = TABLE.replace("负责技能培训。", "综合部、女职工工部。")
    site = live({"2024/a.perf": wordy})
    with site.watch(PAGE) as events:
        found = events.first["warnings"]
        assert found
        levels = "".join(f'{code} = "off"\n' for code in {one["code"] for one in found})
        site.save("perfdsl.toml", f"[check.levels]\n{levels}")
        assert events.until("findings", "warnings", [])


def test_a_framework_of_the_project(live: Live) -> None:
    site = live({"2024/a.perf": TABLE.replace("部门整体三类", "本市三类")})
    with site.watch(PAGE) as events:
        assert events.first["errors"][0]["code"] == "F207"
        site.save("体系/本市三类.perf", FRAMEWORK.replace("体系: 部门整体三类", "体系: 本市三类"))
        assert events.until("findings", "errors", [])["stale"] is False
        site.save("体系/本市三类.perf", "体系: 本市三类\n\n# 指标\n\n乱写 ===\n")
        assert events.until("findings", "stale", True)["errors"]


def test_a_template_of_the_project(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch(PAGE) as events:
        site.save("templates/_footer.html", "<footer>某局</footer>\n")
        assert "某局" in events.next("page")["body"]
        site.save("templates/_footer.html", "<footer>{{ page.nothing }</footer>\n")
        trouble = events.next("trouble")["message"]
        assert "_footer.html" in trouble
        assert "第 1 行" in trouble
        assert "某局" in text(site)  # the last good page
        site.save("templates/_footer.html", "<footer>某处</footer>\n")
        assert "某处" in events.next("page")["body"]
        assert events.next("trouble") == {"message": ""}


def test_a_template_that_never_was_good(live: Live) -> None:
    site = live({"2024/a.perf": TABLE, "templates/table.html": "{% oops %}"})
    assert "table.html" in text(site)
    assert site.get("index.html").status == 200


def test_a_style_sheet_loads_the_page_anew(live: Live) -> None:
    site = live({"2024/a.perf": TABLE, "static/own.css": "p{color:red}"})
    assert site.get("static/own.css").body == b"p{color:red}"
    with site.watch(PAGE) as events:
        site.save("static/own.css", "p{color:blue}")
        assert events.next("reload") == {}
    assert site.get("static/own.css").body == b"p{color:blue}"


def test_an_empty_folder_and_its_first_table(live: Live) -> None:
    site = live({"说明.txt": "x"})
    reply = site.get("index.html")
    assert (reply.status, "还没有表" in reply.page.decode()) == (200, True)
    assert site.get("data/index.json").status == 404
    assert site.get("sitemap.xml").status == 404
    with site.watch("index.html") as events:
        site.save("2024/a.perf", TABLE)
        assert events.next("reload") == {}
    assert "示例单位" in text(site, "index.html")


def test_the_home_page_when_the_last_table_is_gone(live: Live) -> None:
    site = live({"2024/a.perf": TABLE})
    with site.watch("index.html") as events:
        (site.root / "2024/a.perf").unlink()
        assert events.next("reload") == {}
    assert "还没有表" in text(site, "index.html")


def test_a_page_of_the_whole_site_that_is_no_more(live: Live) -> None:
    site = live({"2024/a.perf": TABLE, "2025/b.perf": TABLE.replace("2024", "2025")})
    pages = site.app.ask(lambda preview: preview.drawer.addresses())
    address = min(one for one in pages if "2024" in one and one.count("/") < 2)
    with site.watch(address) as events:
        (site.root / "2024/a.perf").unlink()
        assert events.next("reload") == {}
    assert site.get(address).status == 404


def test_a_page_asked_for_comes_before_all_other_files(tmp_path: Path) -> None:
    """Two hundred files are not read when their threads have not even started; the asked one is."""
    for number in range(200):
        name = f"2024/u{number:03}.perf"
        (tmp_path / "2024").mkdir(exist_ok=True)
        (tmp_path / name).write_text(TABLE.replace("年度:", f"编码: 9{number:03}\n年度:"), "utf-8")
    with App(tmp_path) as app:
        answer = app.ask(lambda preview: preview.page("2024/9150/index.html"))
        unread = app.ask(lambda preview: len(preview.store.unread))
    assert answer.found
    assert unread > 100


def test_threads_take_turns_as_before_when_it_has_ended(tmp_path: Path) -> None:
    before = sys.getswitchinterval()
    with App(tmp_path):
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before


def test_the_home_page_of_a_big_project_is_completed_when_all_is_read(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    for number in range(30):
        (tmp_path / f"2024/u{number:03}.perf").write_text(TABLE, "utf-8")
    with preview(tmp_path) as site:
        site.app.preview.ready.wait(10)
        assert "30" in text(site, "index.html")


def test_what_is_known_is_not_read_again(live: Live) -> None:
    other = TABLE.replace("示例", "另一")
    root = live({"2024/a.perf": TABLE, "2024/b.perf": other}).root
    first = DocumentStore(root, root)
    for name in list(first.unread):
        first.read(name)
    known = {
        name: WarmDocument(one.state, one.summary) for name, one in first.documents.items() if one.summary
    }
    again = DocumentStore(root, root)
    again.take_known(known)
    assert again.unread == {}
    here, there = Drawer(first), Drawer(again)
    for address in ("index.html", PAGE, "2024/b/form.html"):
        assert there.html(address) == here.html(address)
    (root / "2024/a.perf").write_text(TABLE.replace("98%", "**%"), "utf-8")
    assert again.read("2024/a.perf")
    assert again.documents["2024/a.perf"].stale
    assert there.html(PAGE) == here.html(PAGE)


def test_a_folder_below_the_project(live: Live) -> None:
    """As ``perfdsl build`` of this folder: the project's settings, the folder's tables."""
    above = live({"2024/a.perf": TABLE, "2025/b.perf": TABLE.replace("2024", "2025"), "perfdsl.toml": '[site]\ntitle = "上"\n'})  # fmt: skip
    with preview(above.root / "2025") as site:
        assert site.get("2025/b/index.html").status == 200
        assert site.get(PAGE).status == 404
        assert "上" in text(site, "index.html")


def test_pages_of_the_whole_site_wait_until_nobody_saves(tmp_path: Path) -> None:
    """They take long in a big project; a page of a table is sent meanwhile, and they are sent in the end."""
    (tmp_path / "a.perf").write_text(TABLE, "utf-8")
    preview = Preview(DocumentStore(tmp_path, tmp_path), lambda *_: None)
    own, whole = Stream("2024/a/index.html"), Stream("indicators.html")
    for stream in (own, whole):
        preview.connect(stream, None)
    while preview.idle() is not None:
        pass
    preview._rest_pause = 3600  # as if the last time had taken half of it
    before = whole.html
    (tmp_path / "a.perf").write_text(TABLE.replace("学员满意度 >= 95%", "家长满意度 >= 93%"), "utf-8")
    preview.changed([FileEvent(tmp_path / "a.perf")])
    assert "家长满意度" in (own.html or "")
    while (wait := preview.idle()) is not None and wait < 60:
        time.sleep(wait)
    assert whole.html == before
    preview._rest_at = 0  # an hour later
    while preview.idle() is not None:
        pass
    assert "家长满意度" in (whole.html or "")
