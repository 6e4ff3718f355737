"""What a project says about itself, for the descriptions of exported data."""

from __future__ import annotations

from perfdsl.cli.given_files import UsageError
from perfdsl.formats.about import About
from perfdsl.site.errors import BadSettingError
from perfdsl.site.files import offered
from perfdsl.site.options import Options
from perfdsl.site.project import SiteProject
from perfdsl.workspace.discovery import Workspace


def about(workspace: Workspace) -> About:
    """From ``[site]`` of the project; nothing else of it is read. Raises UsageError."""
    try:
        return offered.about(SiteProject(workspace, Options()).info)
    except BadSettingError as error:
        raise UsageError(str(error)) from error
