"""The pages that every page leads to: few, and the same whatever else the site holds."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A page of the navigation; ``address`` is below the site's own folder."""

    label: str
    address: str


UNITS = Entry("单位目录", "units.html")
PROJECTS = Entry("项目", "projects.html")
FUNDING = Entry("资金结构", "funding.html")
INDICATORS = Entry("指标目录", "indicators.html")
COMPARE = Entry("对比", "compare.html")
SEARCH = Entry("检索", "search.html")
STATUS = Entry("公开状态", "status.html")
DATA = Entry("数据开放", "data.html")
GLOSSARY = Entry("名词解释", "glossary.html")
CORRECTIONS = Entry("更正记录", "corrections.html")

NAVIGATION: tuple[Entry, ...] = (UNITS, FUNDING, PROJECTS, INDICATORS, COMPARE, SEARCH, STATUS, DATA)

# Less often wanted: in the footer.
FOOTER: tuple[Entry, ...] = (GLOSSARY, CORRECTIONS)
