"""The pages that every page leads to: few, and the same whatever else the site holds."""

from __future__ import annotations

from typing import NamedTuple


class NavigationEntry(NamedTuple):
    """A page of the navigation; ``address`` is below the site's own folder."""

    label: str
    address: str


UNITS = NavigationEntry("单位目录", "units.html")
PROJECTS = NavigationEntry("项目", "projects.html")
FUNDING = NavigationEntry("资金结构", "funding.html")
INDICATORS = NavigationEntry("指标目录", "indicators.html")
COMPARE = NavigationEntry("对比", "compare.html")
SEARCH = NavigationEntry("检索", "search.html")
STATUS = NavigationEntry("公开状态", "status.html")
DATA = NavigationEntry("数据开放", "data.html")
GLOSSARY = NavigationEntry("名词解释", "glossary.html")
CORRECTIONS = NavigationEntry("更正记录", "corrections.html")

NAVIGATION: tuple[NavigationEntry, ...] = (
    UNITS,
    FUNDING,
    PROJECTS,
    INDICATORS,
    COMPARE,
    SEARCH,
    STATUS,
    DATA,
)

# Less often wanted: in the footer.
FOOTER: tuple[NavigationEntry, ...] = (GLOSSARY, CORRECTIONS)
