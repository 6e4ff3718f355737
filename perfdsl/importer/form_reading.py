"""One table as rows becomes a draft: each part of the form is found by its titles and read by its own module."""

from __future__ import annotations

from collections.abc import Sequence

from perfdsl.importer.cell_indicators import indicators_in
from perfdsl.importer.draft import (
    Draft,
    DraftBlock,
    DraftField,
    DraftIndicators,
    DraftSection,
    Said,
)
from perfdsl.importer.form_words import FormWords, bare, distinct, one_line, plain
from perfdsl.importer.forms import FormRow, FormRows
from perfdsl.importer.indicator_columns import indicator_heading
from perfdsl.importer.indicator_rows import LONG, indicator_block
from perfdsl.importer.money_rows import money_block
from perfdsl.importer.office import OfficeCell
from perfdsl.importer.text_rows import fields_in, text_rows
from perfdsl.model.table import TableKind
from perfdsl.text.folding import fold, squeeze
from perfdsl.text.patterns import lazy

_LONG = ("中期", "长期", "实施期")
_WORDS_OF_FORM = lazy(r"(?:支出)?(?:绩效|预算)[^经费]*表\Z")
_YEAR_OF_FORM = lazy(r"\A[(（]?20\d\d年度?[)）]?")
_LONGEST_TITLE = 60
_ONLY_YEAR = lazy(r"[(（]?(?:19|20)\d\d年?度?[)）]?\Z")
_YEAR = lazy(r"(?<!\d)(20\d\d)(?:\s*年|(?!\d))")


def read_form(form: FormRows, words: FormWords, file_name: str) -> Draft:
    """The draft of one table."""
    reader = _FormReader(words, _unit(form))
    reader.read(form.rows)
    return reader.draft(form, file_name)


def _unit(form: FormRows) -> str:
    """What the lines above say of the unit of money: 单位：万元."""
    for cell in form.title:
        text = squeeze(cell.text)
        for unit in ("万元", "亿元", "元"):
            if f"单位:{unit}" in text or f"金额单位:{unit}" in text:
                return unit
    return ""


def _is_repeated(row: FormRow, above: FormRow) -> bool:
    """Whether a row holds nothing but cells that the one above has begun."""
    return all(cell in above for cell in row if cell is not None and cell.text.strip())


class _FormReader:
    def __init__(self, words: FormWords, unit: str) -> None:
        self.words, self.unit = words, unit
        self.fields: list[DraftField] = []
        self.sections: list[DraftSection] = []
        self.funding: list[DraftBlock] = []
        self.projects: list[DraftBlock] = []
        self.indicators: list[DraftIndicators] = []
        self.labels: list[tuple[OfficeCell, str]] = []
        self.leftovers: list[OfficeCell] = []

    def read(self, rows: Sequence[FormRow]) -> None:
        at = 0
        while at < len(rows):
            height = 1 if at and _is_repeated(rows[at], rows[at - 1]) else self._part(rows[at:])
            at += height

    def _part(self, rows: Sequence[FormRow]) -> int:
        """What these rows begin with; the number of rows that it takes."""
        if heading := indicator_heading(rows, self.words):
            block = indicator_block(rows, heading, self.words)
            self.indicators.append(block.indicators)
            self._note(block.labels, block.leftovers)
            return block.height
        if self._is_total(rows[0]):
            return 1
        if money := money_block(rows, self.words, self.unit):
            self.funding += money.blocks
            self.projects += money.projects
            self._note(money.labels, money.leftovers)
            return money.height
        if told := self._in_a_cell(rows[0]):
            self.indicators.append(told)
            return 1
        text = text_rows(rows, self.words)
        self.fields += text.fields
        self.sections += text.sections
        self._note(text.labels, text.leftovers)
        return text.height

    def _in_a_cell(self, row: FormRow) -> DraftIndicators | None:
        """Indicators as text within one cell; what stands beside it is its title."""
        cells = [cell for cell in distinct(row) if cell.text.strip()]
        for cell in cells:
            if found := indicators_in(cell):
                self.labels += [(other, "标题") for other in cells if other is not cell]
                return found
        return None

    def _note(self, labels: Sequence[tuple[OfficeCell, str]], leftovers: Sequence[OfficeCell]) -> None:
        self.labels += labels
        self.leftovers += leftovers

    def _is_total(self, row: FormRow) -> bool:
        """``总分 | 100 | 96``: the last number is the score, the one before what could be reached."""
        filled = [cell for cell in distinct(row) if cell.text.strip() and cell.rows == 1]
        if not filled or plain(filled[0].text) not in self.words.totals or not self.indicators:
            return False
        numbers = filled[1:]
        if (
            not numbers
            or len(numbers) > 2
            or not all(fold(cell.text).strip().replace(".", "").isdigit() for cell in numbers)
        ):
            return False
        key = Said(one_line(filled[0].text), filled[0])
        self.fields.append(DraftField(key, Said(one_line(numbers[-1].text), numbers[-1])))
        self.labels += [(cell, "总分的满分") for cell in numbers[:-1]]
        return True

    def draft(self, form: FormRows, file_name: str) -> Draft:
        """The whole; its name and year are taken out of the fields."""
        for cell in (*form.title, *form.below):
            self.fields += fields_in(cell, self.words) or ()
        named = next((field for field in self.fields if self._kind(field)), None)
        fields = [field for field in self.fields if field is not named]
        kind: TableKind = "项目" if named and self._kind(named) == "项目" else "部门"
        title = " ".join(one_line(cell.text).strip() for cell in form.title)
        heads = [cell for cell in form.title if self._is_head(cell)]
        labels = [*self.labels, *((cell, "表题") for cell in heads)]
        labels += [(cell, "标题（没有填）") for cell in form.below if fields_in(cell, self.words) == ()]
        labels += [
            (said.key.cell, "标题（没有填）") for said in fields if said.key.cell and not said.value.text
        ]
        fields = [field for field in fields if field.value.text]
        if named and named.key.cell and named.key.cell is not named.value.cell:
            labels.append((named.key.cell, "标题"))
        name = named.value if named else _name_in(form.title)
        if not named and ("项目" in name.text + title or "专项" in title):
            kind = "项目"
        return Draft(
            kind,
            name,
            _year(form.title, fields, file_name),
            title,
            tuple(fields),
            tuple(self.sections),
            tuple(self.funding),
            tuple(self.projects),
            tuple(map(self._with_period, self.indicators)),
            tuple(labels),
            (
                *(cell for cell in form.title if cell not in heads),
                *self.leftovers,
                *(cell for cell in form.below if fields_in(cell, self.words) is None),
            ),
            named is not None,
        )

    def _is_head(self, cell: OfficeCell) -> bool:
        """Whether a line above names the form, its year or its fields; any other is kept as a remark."""
        text = plain(cell.text)
        is_title = len(text) < _LONGEST_TITLE and any(word in text for word in self.words.titles)
        return is_title or bool(_ONLY_YEAR.match(text)) or fields_in(cell, self.words) is not None

    def _with_period(self, block: DraftIndicators) -> DraftIndicators:
        """Of two tables side by side the first is of the time that the goals name: 中期目标."""
        named = next((word for word in _LONG for one in self.sections if word in one.title.text), LONG)
        return block._replace(periods=tuple(named if period == LONG else period for period in block.periods))

    def _kind(self, field: DraftField) -> str:
        """What this field is the name of; a project's form names its department too."""
        projects = [one for one in self.fields if self.words.names.get(plain(one.key.text)) == "项目"]
        if projects:
            return "项目" if field is projects[0] else ""
        return self.words.names.get(plain(field.key.text)) or self.words.names.get(bare(field.key.text), "")


def _name_in(title: Sequence[OfficeCell]) -> Said:
    """Where no field has the name: what the first line says, without the words of the form."""
    for cell in title:
        if name := _WORDS_OF_FORM.sub("", _YEAR_OF_FORM.sub("", one_line(cell.text).strip())):
            return Said(name, cell)
    return Said("")


def _year(title: Sequence[OfficeCell], fields: Sequence[DraftField], file_name: str) -> Said:
    for cell in title:
        if match := _YEAR.search(fold(cell.text)):
            return Said(match[1], cell)
    for field in fields:
        if "年" in field.key.text and (match := _YEAR.search(fold(field.value.text))):
            return Said(match[1], field.value.cell)
    match = _YEAR.search(file_name)
    return Said(match[1] if match else "")
