"""What is said about a set of data as a whole: in Data Package, CSVW and schema.org alike."""

from __future__ import annotations

from typing import NamedTuple

KEYWORDS = ("预算绩效", "绩效目标", "预算公开")


class About(NamedTuple):
    """All are plain text and may be ``""``. ``address`` is where the site is found (``https://…/``)."""

    title: str = "预算绩效目标"
    description: str = ""
    publisher: str = ""
    address: str = ""
    license_name: str = ""
    license_address: str = ""
