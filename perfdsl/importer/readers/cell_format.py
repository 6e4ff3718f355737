"""What a spreadsheet shows of a number by the format of its cell: ``1`` with ``0%`` is ``100%``.

Other than an office program, no decimal is rounded away: ``0.955`` with ``0%`` is ``95.5%``. A format that is not
understood shows the number as it is stored, with a doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfdsl.importer.readers.date_format import FormatPart, is_date, parts_of, shown_date
from perfdsl.importer.readers.sheet_grid import Written
from perfdsl.text.patterns import lazy

_PLACES = lazy(r"(?P<whole>[#?0,]*[#?0])?(?:\.(?P<places>[#?0]*))?(?P<thousands>,*)")
_EXACT = 15  # significant digits of a spreadsheet's numbers
_GENERAL = "general"


class CellFormat:
    """A number format such as ``#,##0.00;[Red]-0.00;"无";@``."""

    def __init__(self, code: str, *, from_1904: bool = False) -> None:
        """``from_1904``: the workbook counts its days from that year."""
        self.code = code
        self._from_1904 = from_1904
        self._sections = list(_sections(parts_of(code)))

    def text(self, text: str) -> str:
        """What is shown of a text: ``≥5`` of ``5`` with ``"≥"@``."""
        for section in self._sections:
            if any(part.role == "text" for part in section):
                shown = (text if part.role == "text" else part.literal for part in section)
                return "".join(shown)
        return text

    def number(self, stored: float, *, computed: bool = False) -> Written:
        """What is shown of a number. One that was ``computed`` and does not end is shown with the decimals of its format."""
        number = exact(stored)
        section = self._section_for(number)
        if section is None or any(part.role == "condition" for one in self._sections for part in one):
            return Written(plain(number), f"单元格格式“{self.code}”读不懂，照存的数写出")
        if is_date(section):
            return shown_date(number, section, from_1904=self._from_1904) or Written(
                plain(number), "单元格是日期格式，里面的数却不是日期"
            )
        shown = _Section(section)
        own_sign = number < 0 and len(self._sections) > 1
        return shown.written(-number if own_sign else number, self.code, computed=computed)

    def _section_for(self, number: Decimal) -> list[FormatPart] | None:
        """The one for positive numbers, negative ones or zero; None where it would show nothing at all."""
        count = len(self._sections)
        chosen = 1 if number < 0 and count > 1 else 2 if number == 0 and count > 2 else 0
        section = self._sections[chosen]
        return section or ([] if count == 1 else None)


class _Section:
    """One section of a format that is for numbers."""

    def __init__(self, parts: list[FormatPart]) -> None:
        self._before, core, self._after = _split(parts)
        self._percent = sum(part.role == "percent" for part in parts)
        self._plain = not core or core == _GENERAL
        self._match = _PLACES.fullmatch(core)

    def written(self, number: Decimal, code: str, *, computed: bool) -> Written:
        if self._plain:
            return Written(self._around(plain(number)))
        if self._match is None or self._match["thousands"]:
            return Written(plain(number), f"单元格格式“{code}”读不懂，照存的数写出")
        number = number.scaleb(2 * self._percent)
        if computed and len(number.as_tuple().digits) >= _EXACT - 1:
            shown = self._around(self._digits(round(number, len(self._match["places"] or ""))))
            return Written(
                shown, f"公式算出的是 {plain(number)}{'%' * self._percent}，照表上显示的取 {shown}"
            )
        return Written(self._around(self._digits(number)))

    def _digits(self, number: Decimal) -> str:
        """All decimals that there are, at least as many as the format asks for."""
        whole, _, decimals = plain(abs(number)).partition(".")
        pattern = self._match["whole"] or "" if self._match else ""
        least = (self._match["places"] or "").count("0") if self._match else 0
        whole = f"{int(whole):,}" if "," in pattern else whole.zfill(pattern.count("0"))
        if number == 0 and not least and "0" not in pattern:
            whole = ""  # as the dash that stands for nothing in accounts
        decimals = decimals.ljust(least, "0")
        return ("-" if number < 0 else "") + whole + ("." + decimals if decimals else "")

    def _around(self, digits: str) -> str:
        sign = "-" if digits.startswith("-") else ""
        return sign + self._before + digits.removeprefix("-") + self._after


def exact(stored: float) -> Decimal:
    """The number that a person sees: without the noise of binary fractions (``897.33399999999995`` is ``897.334``)."""
    return Decimal(f"{stored:.{_EXACT}g}")


def plain(number: Decimal) -> str:
    """All its digits and no exponent, no zeros at the end of the decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(parts: Iterable[FormatPart]) -> Iterator[list[FormatPart]]:
    section: list[FormatPart] = []
    for part in parts:
        if part.role == "next":
            yield section
            section = []
        else:
            section.append(part)
    yield section


def _split(parts: list[FormatPart]) -> tuple[str, str, str]:
    """The text before the digits, what says how they are shown, and the text after them."""
    core = [index for index, part in enumerate(parts) if part.role in ("digits", "other")]
    if not core:
        return "", "", "".join(part.literal for part in parts)
    first, last = core[0], core[-1]
    middle = "".join(part.written for part in parts[first : last + 1])
    before = "".join(part.literal for part in parts[:first])
    after = "".join(part.literal for part in parts[last + 1 :])
    return before, middle.lower(), after


BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "¥#,##0;¥-#,##0",
    43: "#,##0.00;-#,##0.00", 44: "¥#,##0.00;¥-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats that a file names by number only, as a Chinese office program shows them."""
