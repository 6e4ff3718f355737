"""What the project says about its site: the ``[site]`` table of ``perfdsl.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from perfdsl.site.errors import BadSettingError


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """Title, a sentence about the site, who runs it and how to reach them; all are plain text.

    ``address`` is where the site will be found (``https://…/``); only the page for wrong addresses needs it.
    """

    title: str = "预算绩效目标公开"
    intro: str = ""
    owner: str = ""
    contact: str = ""
    address: str = ""


def site_info(settings: Mapping[str, Any]) -> SiteInfo:
    """Read the table; a key that is not of this kind is left to others. Raises BadSettingError."""
    known = {field.name: settings[field.name] for field in fields(SiteInfo) if field.name in settings}
    for key, value in known.items():
        if not isinstance(value, str):
            raise BadSettingError(key, "带引号的文字")
    address = known.get("address", "").strip()
    if address and not address.startswith(("http://", "https://")):
        raise BadSettingError("address", "以 https:// 开头的网址")
    return SiteInfo(**known | {"address": f"{address.rstrip('/')}/" if address else ""})
