"""What the reader's scripts load: search data of the whole site, and a small file of each unit for comparison."""

from __future__ import annotations

from perfdsl.model.table import Indicator, MoneyItem
from perfdsl.presentation.display import money_with_unit, targets
from perfdsl.presentation.figures import amount_at, main_column
from perfdsl.search.comparison import ComparedUnit, compared_rows, unit_file, unit_list
from perfdsl.search.index import SearchIndex
from perfdsl.search.rows import Place, Shown, table_rows
from perfdsl.site.overview import Overview
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject


class ReaderData:
    """Takes one document at a time; memory grows with the index, not with the documents."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._index = SearchIndex()
        self._units: list[ComparedUnit] = []

    def see(self, document: Subject) -> None:
        """Take a document, and write its own file."""
        place = place_of(document)
        self._index.add(table_rows(document.table, place))
        unit = ComparedUnit(document.table.year, document.table.name, place.page)
        self._units.append(unit)
        self._stage.write(*unit_file(unit, place.value, compared_rows(document.table, place)))

    def finish(self, _overview: Overview) -> None:
        """Write the files of the whole site."""
        for address, content in (*self._index.files(), unit_list(self._units)):
            self._stage.write(address, content)


def place_of(document: Subject) -> Place:
    """Where the site shows a document and its rows."""
    table, total = document.table, document.figures.total
    column = main_column(table.project_columns)

    def project(item: MoneyItem) -> Shown:
        return Shown(document.project_href(item.name), money_with_unit(amount_at(item.amounts, column)))

    def indicator(item: Indicator) -> Shown:
        values = dict.fromkeys(targets(item, table.periods))
        return Shown(f"#{document.anchors[item.line]}", " / ".join(values))

    value = f"资金总额 {money_with_unit(total)}" if total else ""
    return Place(f"{document.folder}/index.html", value, project, indicator)
