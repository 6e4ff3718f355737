"""Inputs for the fuzzer: pieces of real files, damaged as hands, spreadsheets and attackers damage them."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.corpus import Corpus

# What is put in: marks of the notation in every width, what input methods and PDFs leave, invisible characters,
# numbers at the edge, and what tries to be more than text.
_WORDS = """
    = >= <= > < ≥ ≤ ⩾ ≧ ＞＝ ＜＝ => =》 》 《 》= 〉 〈 ⇒ → <- ← : ： ∶ ﹕ / ／ ∕ \\ ｜ | · ～ — —— - － – // ／／
    # ## ### #### ##### ＃ > ＞ " “ ” ' [ ] 【 】 ［ ］ ( ) （ ） , ， 、 。 ； ; % ％ ‰ + = * • ★ _ ` ~~ ** ``` ===
    ======= <<<<<<< >>>>>>> <<<<<<<\\tHEAD <!-- --> &lt; &gt; &le; &amp; &nbsp; &#106; <br> </td> <p> {{7*7}} {%raw%}
    <x-fuzz\\ty=1> "><x-fuzz> '><x-fuzz\\tonload=1> <script>x-fuzz</script> [x](javascript:1) [x](//evil.example)
    ![x](http://evil.example) <http://a.example/"onclick=1> javascript:1 =cmd|'x'!A1 ../../x /etc/passwd
    人 个 万元 元 元/亩 公里 次/月 分 年 月 日 2022 2022年 13月 2025年13月底前 45961 半年 全年 其中： 备注： 数据来源： 合计 小计
    0 00 -0 1e9 0.5 .5 5. 1,000 １２ 十 壹佰 12O ￥120 999999999999999999999999 0.00000000000000000000001 ½ ② Ⅳ ٣
    [5分] [核心] 【10分】 // 允许\\tT503:\\t理由 //\\t允许 允许 体系: 部门: 项目: 年度: 编码: 江苏省部门整体 适用: 必填 > 列: > 平衡:
    """.split()
_INVISIBLE = (" ", "　", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "\x85", "\x0b", "\x0c", "\x00", "\x1b", "\u202e",
     "\ufffd", "\U0001f600", "⾦", "㎡", "e\u0301", "\r", "\n", "\n\n")  # fmt: skip
_TOKENS = (*(word.replace("\\t", "\t") for word in _WORDS), *_INVISIBLE)
_WIDE = {
    ord(a): b
    for a, b in zip(":,/%=<>()[]0123456789", "：，／％＝＜＞（）［］０１２３４５６７８９", strict=True)
}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORT, _LONG = 12, 60


def make_input(corpus: Corpus, random: Random) -> str:
    """One input: a piece of a file with up to six damages."""
    lines = _piece(corpus, random)
    for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 6))):
        random.choice(_DAMAGES)(lines, corpus, random)
    return "\n".join(lines)


def _piece(corpus: Corpus, random: Random) -> list[str]:
    """The head of a file and a stretch of it with the headings that it stands under; seldom a whole one."""
    text = random.choice(corpus.texts)
    if len(text) <= _SHORT or random.random() < 0.01:
        return list(text)
    head = next((at for at, line in enumerate(text) if line.startswith("#")), 3)
    start = random.randrange(head, len(text)) if head < len(text) else 0
    above: dict[int, str] = {}
    for line in text[head:start]:
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            above = {one: known for one, known in above.items() if one < level} | {level: line}
    return [*text[:head], *above.values(), *text[start : start + random.randint(1, _SHORT)]]


def _insert_token(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    place = random.choice((0, len(line), random.randint(0, len(line)), random.randint(0, len(line))))
    gap = random.choice(("", "", " "))
    lines[at] = line[:place] + gap + random.choice(_TOKENS) + gap + line[place:]


def _delete(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    start = random.randint(0, len(line))
    lines[at] = line[:start] + line[start + random.choice((1, 1, 1, 2, 5, 99)) :]


def _replace_character(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    if line:
        place = random.randrange(len(line))
        lines[at] = line[:place] + random.choice(_TOKENS) + line[place + 1 :]


def _repeat(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    start = random.randint(0, len(line))
    piece = line[start : start + random.choice((1, 1, 2, 5))]
    lines[at] = line[:start] + piece * random.choice((2, 2, 3, _LONG)) + line[start:]


def _swap_marks(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    lines[at] = line.translate(_WIDE)


def _change_number(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    numbers = [*_NUMBER.finditer(line)]
    if numbers:
        one = random.choice(numbers)
        new = random.choice(
            (random.choice(_TOKENS), str(random.randint(0, 99_999)), one[0] + one[0], one[0][::-1])
        )
        lines[at] = line[: one.start()] + new + line[one.end() :]


def _cut_into_cells(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    lines[at] = re.sub(r" ?(>=|<=|=|:|/) ?", "\t", line, count=random.choice((0, 1, 2)))


def _other_line(lines: list[str], corpus: Corpus, random: Random) -> None:
    lines.insert(random.randint(0, len(lines)), random.choice(corpus.lines))


def _drop_line(lines: list[str], corpus: Corpus, random: Random) -> None:
    del lines[_any_line(lines, random)[0]]
    lines[:] = lines or [""]


def _double_line(lines: list[str], corpus: Corpus, random: Random) -> None:
    _, line = _any_line(lines, random)
    lines.insert(random.randint(0, len(lines)), line)


def _join_lines(lines: list[str], corpus: Corpus, random: Random) -> None:
    at, line = _any_line(lines, random)
    if at + 1 < len(lines):
        lines[at : at + 2] = [line + random.choice(("", " ", "\t", "，")) + lines[at + 1]]


def _swap_lines(lines: list[str], corpus: Corpus, random: Random) -> None:
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _cross(lines: list[str], corpus: Corpus, random: Random) -> None:
    """The beginning of a line and the end of another."""
    at, line = _any_line(lines, random)
    other = random.choice(corpus.lines)
    lines[at] = line[: random.randint(0, len(line))] + other[random.randint(0, len(other)) :]


def _any_line(lines: list[str], random: Random) -> tuple[int, str]:
    at = random.randrange(len(lines))
    return at, lines[at]


_DAMAGES: tuple[Callable[[list[str], Corpus, Random], None], ...] = (
    _insert_token,
    _insert_token,
    _insert_token,
    _delete,
    _delete,
    _replace_character,
    _replace_character,
    _repeat,
    _swap_marks,
    _change_number,
    _cut_into_cells,
    _other_line,
    _drop_line,
    _double_line,
    _join_lines,
    _swap_lines,
    _cross,
)
