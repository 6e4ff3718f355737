"""An opened project says what its files said when its fingerprint was taken, however soon after they were saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.site import project
from perfdsl.site.options import Options
from perfdsl.site.project import SiteProject, open_leniently, open_project


@pytest.mark.parametrize("open_", [open_project, open_leniently])
def test_settings_that_are_saved_while_they_are_read(
    open_: Callable[[Path, Options], SiteProject], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the cache, or a preview, would take the site of the old ones for that of the new."""
    settings = tmp_path / "perfdsl.toml"
    settings.write_text('[site]\ntitle = "旧的"\n', "utf-8")
    take, saved = project._contents, []

    def take_after_a_save(bounds: project.Bounds) -> dict[str, str]:
        if not saved:
            saved.append(settings.write_text('[site]\ntitle = "新的"\n', "utf-8"))
        return take(bounds)

    monkeypatch.setattr(project, "_contents", take_after_a_save)
    opened = open_(tmp_path, Options())
    assert (opened.site.title, bool(saved)) == ("新的", True)
    assert opened.fingerprint == open_(tmp_path, Options()).fingerprint


def test_a_setting_that_equals_nothing_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "perfdsl.toml").write_text("[site]\ntitle = nan\n", "utf-8")
    assert open_leniently(tmp_path, Options()).findings
