"""Who does the work never shows; and however a worker or the build itself ends, the old site stays and nobody is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from perfdsl.site.build import build
from perfdsl.site.errors import BadTemplateError, WorkerLostError
from perfdsl.workspace.cache import FOLDER
from tests.site.samples import TABLE, Project

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
MANY = 400  # tables: enough for two seconds and more
GUARD = 120.0  # seconds, for what takes none: so that a test ends that fails


def tables(count: int) -> dict[str, str]:
    return {
        f"2024/u{number}.perf": TABLE.replace("示例单位", f"第{number}单位").replace("4期", f"{number + 1}期")
        for number in range(count)
    }


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


class LastFirst(Executor):
    """Does what was handed out last first, and tells in which order it was done."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Future[Any], Callable[[], Any]]] = []
        self.order: list[int] = []
        self.count = 0
        self.several = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def submit(self, task: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((self.count, future, lambda: task(*args, **named)))
        self.count += 1
        if self.count > 1:
            self.several.set()
        return future

    def work(self) -> None:
        self.several.wait()
        while True:
            time.sleep(0.01)
            while self.waiting:
                number, future, task = self.waiting.pop()
                self.order.append(number)
                if future.set_running_or_notify_cancel():
                    future.set_result(task())


@pytest.fixture(scope="module")
def project_of_20(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("twenty") / "项目"
    for name, text in tables(20).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def wanted(project_of_20: Path) -> dict[str, bytes]:
    """What one process makes."""
    build(project_of_20, project_of_20.parent / "wanted", jobs=1)
    return content(project_of_20.parent / "wanted")


@pytest.mark.parametrize("jobs", [None, 2, 4])
def test_any_number_of_processes_makes_the_same(
    jobs: int | None, project_of_20: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    seen: list[int] = []
    build(project_of_20, tmp_path / "out", jobs=jobs, progress=lambda done, _: seen.append(done))
    assert content(tmp_path / "out") == wanted
    assert seen == list(range(1, 21))


@pytest.mark.parametrize(
    "executor",
    [
        lambda: ThreadPoolExecutor(1),
        lambda: ThreadPoolExecutor(4),
        lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    ],
    ids=["one thread", "four threads", "processes that know nothing of us"],
)
def test_any_executor_makes_the_same(
    executor: Callable[[], Executor], project_of_20: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    with executor() as workers:
        build(project_of_20, tmp_path / "out", executor=workers)
    assert content(tmp_path / "out") == wanted


def test_the_order_of_completion_does_not_show(
    project_of_20: Path, wanted: dict[str, bytes], tmp_path: Path
) -> None:
    workers = LastFirst()
    build(project_of_20, tmp_path / "out", executor=workers)
    assert workers.order != sorted(workers.order)
    assert content(tmp_path / "out") == wanted


def test_a_build_that_fails_leaves_no_work_to_a_lent_executor(project: Project, tmp_path: Path) -> None:
    """What it handed out is done or cancelled, so that nothing writes into the folder that was removed."""
    root = project({**tables(20), "templates/form.html": "{{ 1 / 0 }}"})
    with ThreadPoolExecutor(2) as workers:
        with pytest.raises(BadTemplateError):
            build(root, tmp_path / "out", executor=workers)
        assert leftovers(tmp_path) == []
        assert workers.submit(sum, (1, 2)).result(1) == 3
    assert leftovers(tmp_path) == []


def test_an_interrupted_build_takes_back_its_work(project: Project, tmp_path: Path) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as workers, pytest.raises(KeyboardInterrupt):
        build(project(tables(20)), tmp_path / "out", executor=workers, progress=interrupt)
    assert leftovers(tmp_path) == []


# ---- Real processes that end in the middle


def leftovers(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if "perfdsl-" in entry.name)


def caches(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / FOLDER).glob("*.sqlite")}


def children(process: int) -> frozenset[int]:
    found: set[int] = set()
    for file in Path("/proc").glob(f"{process}/task/*/children"):
        try:
            found.update(map(int, file.read_text().split()))
        except OSError:
            continue
    return frozenset(found)


def is_alive(process: int) -> bool:
    """A zombie that its new parent has not yet looked at is dead."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ended(processes: frozenset[int]) -> bool:
    """Whether all of them end, in whatever time a busy machine takes; work that is not stopped takes longer."""
    until = time.monotonic() + GUARD
    while any(map(is_alive, processes)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


class Under:
    """A build under way on the command line: two workers, in a group of its own."""

    def __init__(self, root: Path, out: Path) -> None:
        command = [sys.executable, "-m", "perfdsl", "build", str(root), "-o", str(out), "--jobs", "2"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
        )

    def workers(self, count: int = 2, known: frozenset[int] = frozenset()) -> frozenset[int]:
        """The workers, as soon as so many are there; none of the ``known`` ones."""
        while len(found := children(self.process.pid)) < count or found & known:
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.005)
        return found

    def stderr(self) -> str:
        return self.process.communicate(timeout=GUARD)[1]


@contextmanager
def under_way(root: Path, out: Path) -> Iterator[Under]:
    running = Under(root, out)
    try:
        yield running
    finally:
        running.process.kill()
        with running.process:  # closes its pipes
            pass


@pytest.fixture
def site(project: Project, tmp_path: Path) -> tuple[Path, Path]:
    """A site of one table, whose project now has many."""
    root, out = project({"2024/a.perf": TABLE}), tmp_path / "out"
    build(root, out)
    project(tables(MANY))
    return root, out


@LINUX
def test_a_killed_worker_ends_the_build_with_a_sentence(site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    before, known = content(out), caches(root)
    with under_way(root, out) as running:
        workers = running.workers()
        os.kill(min(workers), signal.SIGKILL)
        said = running.stderr()
    assert said == f"{WorkerLostError()}\n"
    assert running.process.returncode == 1
    assert ended(workers)
    assert content(out) == before
    assert caches(root) == known
    assert leftovers(tmp_path) == []


@LINUX
@pytest.mark.parametrize("stage", ["documents", "the whole site"])
def test_ctrl_c_ends_all_processes(stage: str, site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    before = content(out)
    with under_way(root, out) as running:
        workers = running.workers()
        if stage == "the whole site":
            workers = running.workers(1, known=workers)
        os.killpg(running.process.pid, signal.SIGINT)
        said = running.stderr()
    assert (running.process.returncode, said) == (130, "\n已中断。\n")
    assert ended(workers)
    assert content(out) == before
    assert leftovers(tmp_path) == []


@LINUX
def test_workers_end_with_a_build_that_is_killed(site: tuple[Path, Path], tmp_path: Path) -> None:
    root, out = site
    before = content(out)
    with under_way(root, out) as running:
        workers = running.workers()
        running.process.kill()
        assert ended(workers)
    assert content(out) == before
    for file in (root / "2024").glob("u*.perf"):
        file.unlink()
    build(root, out)
    assert content(out) == before
    assert leftovers(tmp_path) == []


_COPIES = """
import os, sys
from pathlib import Path
from perfdsl.site.building.forks import side_by_side
from perfdsl.site.cache.build_cache import BuildCache
own = os.getpid()
with BuildCache(Path(sys.argv[1])) as cache:
    rows = {name: cache.rows(name) for name in cache.tables()}
    def read():
        return os.getpid() != own, {name: cache.rows(name) for name in rows} == rows, cache._own is cache._opened
    print(*sorted(set(side_by_side([read] * 8, 3))))
"""


@LINUX
def test_a_copy_of_the_process_reads_the_cache_through_a_connection_of_its_own(
    project: Project, tmp_path: Path
) -> None:
    """Two processes with one connection read each other's places in the file."""
    root = project(tables(3))
    build(root, tmp_path / "out")
    [file] = (root / FOLDER).glob("*.sqlite")
    found = subprocess.run(
        [sys.executable, "-c", _COPIES, str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert "(True, True, False)" in found
    assert found.replace("(True, True, False)", "").replace("(False, True, True)", "").strip() == ""
