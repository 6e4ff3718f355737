"""What each rule means, for people: the Markdown file beside its module, read when it is asked for.

The same file is the rule's test (tests/rules/test_cases.py). ``docs/rules.md`` is made of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from perfdsl.checks.registry import BY_CODE, RULES
from perfdsl.checks.rule import FAMILIES
from perfdsl.diagnostics import LEVEL_NAMES

SAFE, SUGGESTED = "可自动修改", "有建议的修改"
PARTS = ("检查什么", "为什么", "反例", "正例", "如何修改", "依据")

_FOLDER = Path(__file__).parent
_HEAD = re.compile(
    r"# (?P<code>\S+) (?P<slug>\S+)\n级别：(?P<level>\w+)(?:，(?P<fix>可自动修改|有建议的修改))?\n"
)
_PART = re.compile(rf"^## ({'|'.join(PARTS)})\n", re.MULTILINE)  # other headings stand inside examples
_MARK = re.compile(r"(?<![ \t])[ \t]*+//~ (?=[A-Z]\d)")
_SENTENCE = re.compile(r"[^。]*。?")


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """The text of one rule. ``parts`` maps 检查什么, 反例 … to their Markdown; empty where the file is not in form."""

    code: str
    slug: str
    level: str
    fix: str
    parts: dict[str, str]
    file: Path

    @property
    def summary(self) -> str:
        """The first sentence of 检查什么, without its full stop."""
        text = " ".join(self.parts.get("检查什么", "").split("\n\n")[0].split("\n"))
        return _SENTENCE.match(text)[0].strip().removesuffix("。")  # type: ignore[index]


def explain(code: str) -> str:
    """The Markdown text of a rule. Raises KeyError for a code that no rule has."""
    return _for_people(load(code.upper()).file.read_text("utf-8"))


@cache
def load(code: str) -> RuleDoc:
    """The text of a rule, in parts. Raises KeyError for an unknown code or one without a file."""
    file = next(_FOLDER.glob(f"*/{code.lower()}_*.md"), None)
    if code not in BY_CODE or file is None:
        raise KeyError(code)
    return read(file)


def read(file: Path) -> RuleDoc:
    """Split one file into its title, level and parts."""
    text = file.read_text("utf-8")
    head = _HEAD.match(text)
    pieces = _PART.split(text)
    parts = dict(zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True))
    if head is None:
        return RuleDoc("", "", "", fix="", parts=parts, file=file)
    return RuleDoc(head["code"], head["slug"], head["level"], head["fix"] or "", parts, file)


def all_docs() -> tuple[RuleDoc, ...]:
    """The texts of all rules, in the order of the registry."""
    return tuple(load(rule.code) for rule in RULES)


def rules_json() -> list[dict[str, object]]:
    """All rules as plain data: ``code``, ``slug``, ``family``, ``severity``, ``summary``, ``has_fix``, ``safe_fix``."""
    return [
        {
            "code": doc.code,
            "slug": doc.slug,
            "family": BY_CODE[doc.code].family.title,
            "severity": doc.level,
            "summary": doc.summary,
            "has_fix": bool(doc.fix),
            "safe_fix": doc.fix == SAFE,
        }
        for doc in all_docs()
    ]


def rules_page() -> str:
    """All of ``docs/rules.md``: a table of the rules by family, then the text of each."""
    return "\n".join((_HEADING, *_tables(), *_texts()))


_HEADING = """\
# 规则

本页由各条规则的说明生成，不要直接修改；说明在 `perfdsl/checks/` 各规则旁边的 `.md` 文件里。
在命令行看一条规则：`perfdsl explain 规则号`。认可一处问题：在那一行或上一行写 `// 允许 规则号: 理由`。
"""


def _tables() -> Iterator[str]:
    docs = all_docs()
    for family in FAMILIES:
        own = [doc for doc in docs if BY_CODE[doc.code].family is family]
        if own:
            yield f"## {family.letter} {family.title}\n\n| 规则 | 名称 | 级别 | 检查什么 | 修复 |\n| --- | --- | --- | --- | --- |"
            yield from (_row(doc) for doc in own)
            yield ""


def _row(doc: RuleDoc) -> str:
    anchor = f"{doc.code} {doc.slug}".lower().replace(" ", "-")
    summary = doc.summary.replace("|", "\\|")
    fix = {"": "", SAFE: "自动", SUGGESTED: "建议"}[doc.fix]
    return f"| [{doc.code}](#{anchor}) | {doc.slug} | {LEVEL_NAMES[doc.level]} | {summary} | {fix} |"


def _texts() -> Iterator[str]:
    for doc in all_docs():
        fix = f"，{doc.fix}" if doc.fix else ""
        yield f"## {doc.code} {doc.slug}\n\n级别：{LEVEL_NAMES[doc.level]}{fix}\n"
        for title in PARTS:
            yield f"### {title}\n\n{_for_people(doc.parts[title])}\n"


def _for_people(text: str) -> str:
    """The marks of the test, ``//~ B401``, as arrows that a reader understands."""
    return _MARK.sub("  ← ", text)
