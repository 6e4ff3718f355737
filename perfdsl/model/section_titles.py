"""What a framework asks for under the title of a section, however the title is numbered or marked."""

from __future__ import annotations

from perfdsl.memo import cached
from perfdsl.model.framework import Framework, SectionRule
from perfdsl.text.folding import squeeze
from perfdsl.text.patterns import lazy

BRACKETS = lazy(r"[(（][^()（）]*[)）]?\Z")
FRONT = lazy(r"\A(?:[\d一二三四五六七八九十]+[、.．]|[(（][\d一二三四五六七八九十]+[)）]|[*★☆]+)\s*")


def rule_of(framework: Framework, title: str) -> SectionRule | None:
    """What a framework asks for under a title: an alias, numbering and brackets make no difference."""
    known = _known(framework.sections)
    return known.get(squeeze(title)) or known.get(squeeze(_bare(title)))


def _bare(title: str) -> str:
    """A title without its numbering or star, and without what stands in brackets behind it."""
    return BRACKETS.sub("", FRONT.sub("", title)).strip()


@cached()
def _known(demands: tuple[SectionRule, ...]) -> dict[str, SectionRule]:
    return {squeeze(name): wanted for wanted in reversed(demands) for name in (*wanted.aliases, wanted.title)}
