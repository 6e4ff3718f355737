"""What a project says about itself, for the descriptions of exported data."""

from __future__ import annotations

from pathlib import Path

from perfdsl.cli.given_files import UsageError
from perfdsl.formats.about import About
from perfdsl.site.errors import BadSettingError
from perfdsl.site.files import offered
from perfdsl.site.info import site_info
from perfdsl.workspace.discovery import open_workspace


def about(path: Path) -> About:
    """From ``[site]`` of the project around ``path``. Raises UsageError."""
    try:
        site = site_info(open_workspace(path).config.table("site"))
    except BadSettingError as error:
        raise UsageError(str(error)) from error
    return offered.about(site)
