"""What the project says about its site: the ``[site]`` table of ``perfdsl.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from perfdsl.publishing.redirects import MovedRow
from perfdsl.site.errors import BadSettingError
from perfdsl.text.addresses import is_address, is_of_the_web
from perfdsl.workspace.settings import FORM_NAMES


class SiteInfo(NamedTuple):
    """Title, a sentence about the site, who runs it and how to reach them; all are plain text.

    ``address`` is where the site will be found (``https://…/``): what names whole addresses needs it (site map,
    feed, the page for wrong addresses). ``column`` is the portal's column that the site stands in. The marks of the
    footer: ``operator`` 承办单位, ``code`` 网站标识码, ``icp`` ICP 备案号, ``police`` 公安备案号. ``license`` names the terms of
    the data, ``license_address`` is where they are. ``forms`` are the formats of the
    official form that stand beside each table besides the usual ones. ``moved`` are published rows that left their page: page, anchor
    and new address.
    """

    title: str = "预算绩效目标公开"
    intro: str = ""
    owner: str = ""
    operator: str = ""
    contact: str = ""
    address: str = ""
    column: str = "预算绩效目标"
    code: str = ""
    icp: str = ""
    police: str = ""
    license: str = ""
    license_address: str = ""
    forms: tuple[str, ...] = ()
    moved: tuple[MovedRow, ...] = ()

    @property
    def domain(self) -> str:
        """The host of the site, ``""`` where its address is not set."""
        return urlsplit(self.address).netloc


def site_info(settings: Mapping[str, Any]) -> SiteInfo:
    """Read the table; a key that is not of this kind is left to others. Raises BadSettingError."""
    names = [name for name in SiteInfo._fields if name not in ("forms", "moved")]
    known = {name: settings[name] for name in names if name in settings}
    for key, value in known.items():
        if not isinstance(value, str):
            raise BadSettingError(key, "带引号的文字")
    address = known.get("address", "").strip()
    if address and not (is_of_the_web(address) and is_address(address)):
        raise BadSettingError("address", "以 https:// 开头的网址")
    if not is_address(known.get("license_address", "")):
        raise BadSettingError("license_address", "以 https:// 开头的网址，或站内的网页")
    forms = settings.get("forms", [])
    if not FORM_NAMES.fits(forms):
        raise BadSettingError("forms", FORM_NAMES.written)
    known["address"] = f"{address.rstrip('/')}/" if address else ""
    return SiteInfo(**known, forms=tuple(forms))
