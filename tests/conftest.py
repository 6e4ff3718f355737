"""What every test may use: the golden-file helper, its flag, the Hypothesis profiles, and one browser."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import ARGUMENTS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

# A shell that runs the tests in the background has Ctrl-C ignored by them and all that they start; some send it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadline: two busy cores must not turn a slow example into a failure. The profile `ci` looks at the same
# examples each time, so that a red run can be repeated; `dev` looks for new ones.
settings.register_profile(
    "dev", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("ci", parent=settings.get_profile("dev"), max_examples=40, derandomize=True)
settings.register_profile("thorough", parent=settings.get_profile("dev"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What perfdsl writes down of the sites of the tests is not for the user whose computer this is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew (review them with git diff)"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return ``golden(path, actual)``: the text must equal the file, or becomes the file under --update-golden.

    The comparison is to the byte (UTF-8, line ends included). A missing file fails, except under the flag.
    """
    updating = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, actual: str) -> None:
        if updating:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
        elif not path.is_file():
            pytest.fail(f"golden file missing: {path} (make golden writes it)")
        else:
            expected = path.read_bytes().decode()
            assert actual == expected, f"differs from {path} (if the change is right: make golden)"

    return compare


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window, one for the whole run; skips, and says so, where there is none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()
