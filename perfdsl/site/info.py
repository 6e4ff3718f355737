"""What the project says about its site: the ``[site]`` table of ``perfdsl.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from perfdsl.site.errors import BadSetting


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """Title, a sentence about the site, who runs it and how to reach them; all are plain text."""

    title: str = "预算绩效目标公开"
    intro: str = ""
    owner: str = ""
    contact: str = ""


def site_info(config: Mapping[str, Any]) -> SiteInfo:
    """Read the settings; a key that another page or program uses is left alone. Raises BadSetting."""
    table = config.get("site", {})
    if not isinstance(table, dict):
        raise BadSetting("全部内容", "一张表")
    known = {field.name: table[field.name] for field in fields(SiteInfo) if field.name in table}
    for key, value in known.items():
        if not isinstance(value, str):
            raise BadSetting(key, "带引号的文字")
    return SiteInfo(**known)
