"""What the server answers, to whom, and what it refuses."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.live.conftest import Live
from tests.live.visitor import Events, Visitor
from tests.site.samples import TABLE

PAGE = "2024/a/index.html"
FILES = {"2024/a.perf": TABLE, "perfdsl.toml": '[site]\ntitle = "示例"\n', "秘密.txt": "secret"}
SPACED = TABLE.replace("学员满意度 >= 95%", "学员满意度 >= 90%")


@pytest.fixture
def site(live: Live) -> Visitor:
    return live(FILES)


def test_pages_and_files(site: Visitor) -> None:
    for address, kind in {
        "": "text/html",
        "index.html": "text/html",
        "2024/a/": "text/html",
        f"{PAGE}?line=3": "text/html",
        "static/site.css": "text/css",
        "static/js/search.js": "text/javascript",
        "2024/a/table.json": "application/json",
        "2024/a/table.csv": "text/csv",
        "data/data.sqlite": "application/vnd.sqlite3",
        "-/live.js": "text/javascript",
        "-/live.css": "text/css",
    }.items():
        reply = site.get(address)
        assert (reply.status, reply.headers["Content-Type"].partition(";")[0]) == (200, kind), address
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
        assert reply.headers["Cache-Control"] == "no-store"
        assert len(reply.body) == int(reply.headers["Content-Length"])


def test_a_folder_without_its_slash(site: Visitor) -> None:
    reply = site.get("2024/a")
    assert (reply.status, reply.headers["Location"]) == (302, "/2024/a/")


def test_head_of_a_stream_is_no_stream(site: Visitor) -> None:
    reply = site.ask("HEAD", f"/-/events?page={PAGE}")
    assert (reply.status, reply.body) == (200, b"")
    assert site.app.preview.open_pages.streams == []


def test_head_has_no_body(site: Visitor) -> None:
    reply = site.ask("HEAD", f"/{PAGE}")
    assert (reply.status, reply.body) == (200, b"")
    assert int(reply.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "path",
    [
        "2024/none/index.html",
        "秘密.txt",
        "../秘密.txt",
        "static/../perfdsl.toml",
        "static/%2e%2e/perfdsl.toml",
        "static//etc/passwd",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "-/../app.py",
        "-/server.py",
        "2024/a.perf",
        "perfdsl.toml",
        "..%5c..%5cwindows",
        "%00",
        "%ff",
    ],
)
def test_nothing_but_the_site(site: Visitor, path: str) -> None:
    reply = site.raw(
        f"GET /{path} HTTP/1.1\r\nHost: localhost:{site.port}\r\nConnection: close\r\n\r\n".encode()
    )
    assert reply.startswith(b"HTTP/1.1 404 "), reply[:200]
    assert b"secret" not in reply
    assert b"title = " not in reply


@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1", "127.0.0.1.evil.example:{port}", "localhost:1", ""]
)
def test_a_foreign_host_is_refused(site: Visitor, host: str) -> None:
    reply = site.get(PAGE, {"Host": host.format(port=site.port)})
    assert reply.status == 403
    assert "示例单位".encode() not in reply.body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_its_own_names(site: Visitor, host: str) -> None:
    assert site.get(PAGE, {"Host": f"{host}:{site.port}"}).status == 200


def test_two_hosts_are_refused(site: Visitor) -> None:
    own = f"Host: localhost:{site.port}\r\n".encode()
    assert site.raw(b"GET / HTTP/1.1\r\n" + own + b"Host: evil.example\r\n\r\n").startswith(b"HTTP/1.1 403 ")
    assert site.raw(b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost:{port}", "http://localhost:1"]
)
def test_a_foreign_origin_is_refused(site: Visitor, origin: str) -> None:
    headers = {"Origin": origin.format(port=site.port)}
    assert site.get(PAGE, headers).status == 403
    before = (site.root / "2024/a.perf").read_bytes()
    assert site.post("/-/fix", {"file": "2024/a.perf", "line": 1, "code": "S703"}, headers).status == 403
    assert (site.root / "2024/a.perf").read_bytes() == before


@pytest.mark.parametrize("where", ["cross-site", "same-site"])
def test_other_pages_may_link_to_it_and_load_nothing(site: Visitor, where: str) -> None:
    assert site.get("static/site.css", {"Sec-Fetch-Site": where, "Sec-Fetch-Mode": "no-cors"}).status == 403
    assert site.get(PAGE, {"Sec-Fetch-Site": where, "Sec-Fetch-Mode": "navigate"}).status == 200
    assert site.get(PAGE).headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_requests_that_make_no_sense(site: Visitor) -> None:
    good = {"file": "2024/a.perf", "line": 1}
    assert site.ask("POST", "/-/fix", "{}", {"Content-Type": "text/plain"}).status == 415
    assert site.ask("POST", "/-/fix", "{", {"Content-Type": "application/json"}).status == 400
    assert site.post("/-/fix", [1]).status == 400
    assert site.post("/-/fix", {"file": "2024/a.perf", "line": "x"}).status == 400
    assert site.post("/-/nothing", good).status == 404
    assert site.post("/-/fix", {"file": "x" * 70_000, "line": 1}).status == 413
    assert site.ask("DELETE", f"/{PAGE}").status == 501
    assert site.raw(b"\x00\xff\r\n\r\n")[:4] in (b"HTTP", b"<!DO", b"")
    assert site.get(PAGE).status == 200


def test_from_a_line_to_its_row(site: Visitor) -> None:
    line = TABLE.splitlines().index("验收合格率 >= 98%") + 1
    reply = site.get(f"-/at?file=2024/a.perf&line={line}")
    where, _, anchor = reply.headers["Location"].partition("#")
    assert (reply.status, where) == (302, f"/{PAGE}?line={line}")
    assert f'<tr id="{anchor}"' in site.get(PAGE).page.decode()
    assert site.get("-/at?file=2024/none.perf&line=1").status == 404
    assert site.get("-/at").status == 404


def test_the_editor_opens_files_of_the_project_only(live: Live, tmp_path: Path) -> None:
    note = tmp_path / "打开 了.txt"
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys, pathlib\npathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:]), 'utf-8')"
    )
    site = live(
        FILES, editor_command=f"'{sys.executable}' '{program}' '{note}' +{{line}} {{column}} {{file}}"
    )
    for name in ("秘密.txt", "../x.perf", "/etc/passwd", "2024"):
        assert site.post("/-/open", {"file": name, "line": 1, "column": 1}).status == 404
    assert not note.exists()
    assert site.post("/-/open", {"file": "2024/a.perf", "line": 34, "column": 5}).status == 204
    deadline = time.monotonic() + 60
    while not (note.exists() and note.read_text("utf-8")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert note.read_text("utf-8") == f"+34 5 {site.root / '2024' / 'a.perf'}"


def test_an_editor_that_is_not_there(live: Live) -> None:
    reply = live(FILES, editor_command="no-such-editor {file}").post(
        "/-/open", {"file": "2024/a.perf", "line": 1}
    )
    assert reply.status == 500
    assert "no-such-editor" in reply.json["message"]


def test_a_fix_at_a_click(live: Live) -> None:
    wrong = TABLE.replace("体系: 部门整体三类", "体系: 部门整体三累")
    site = live({"2024/a.perf": wrong})
    with site.watch(PAGE) as events:
        (finding, *_) = events.first["errors"]
        assert finding["fixable"]
        assert finding["fix"]
        assert (finding["safe"], finding["fixed"]) == (False, "体系: 部门整体三类")
        asked = {name: finding[name] for name in ("file", "line", "column", "code")}
        assert site.post("/-/fix", asked).status == 204
        assert events.until("findings", "errors", [])["stale"] is False
    assert (site.root / "2024/a.perf").read_text("utf-8") == TABLE
    assert site.post("/-/fix", asked).status == 409
    assert site.post("/-/fix", {"file": "秘密.txt", "line": 1, "code": "F207"}).status == 409


def test_one_fix_at_a_time(live: Live) -> None:
    """Two findings of one rule on one line: the one that was clicked is mended, the other stays."""
    wrong = TABLE.replace("学员满意度 >=", "学学员及及时的的满意度 >=", 1)
    site = live({"2024/a.perf": wrong})
    with site.watch(PAGE) as events:
        doubled = [one for one in events.first["errors"] + events.first["warnings"] if one["code"] == "S701"]
        assert [one["fix"] for one in doubled] == ["删去一个“及”", "删去一个“的”"]
        second = doubled[1]
        asked = {name: second[name] for name in ("file", "line", "column", "code")}
        assert site.post("/-/fix", asked).status == 204
    assert "学学员及及时的满意度" in (site.root / "2024/a.perf").read_text("utf-8")


def test_a_client_that_was_away_gets_what_it_missed(site: Visitor) -> None:
    seen = site.get(PAGE).version
    site.save("2024/a.perf", SPACED)
    while site.get(PAGE).version == seen:
        time.sleep(0.02)
    events = Events(site.port, PAGE, seen)
    assert "90%" in events.next("page")["body"]
    events.close()


def test_a_client_with_a_page_of_another_server(site: Visitor) -> None:
    """Patched where only its content may be another one; loaded anew where it may look or act otherwise."""
    known = int(site.get(PAGE).version)
    events = Events(site.port, PAGE, str(known ^ 1))
    assert "学员满意度" in events.next("page")["body"]
    events.close()
    events = Events(site.port, PAGE, "12345")
    assert events.next("reload") == {}
    events.close()


def test_more_pages_side_by_side_than_a_browser_has_connections(site: Visitor) -> None:
    other = Events(site.port, PAGE, browser="another")
    pages = []
    for _ in range(6):
        pages.append(Events(site.port, PAGE, browser="one"))
        if len(pages) < 6:
            pages[-1].next("findings")  # it is known before the next one comes
    assert pages[0].next("pause") == {}
    site.save("2024/a.perf", SPACED)
    for events in (other, *pages[1:]):
        assert "90%" in str(events.next("page"))
    for events in (other, *pages):
        events.close()
