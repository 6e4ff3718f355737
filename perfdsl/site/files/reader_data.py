"""What the reader's scripts load: search data of the whole site, and a small file of each unit for comparison."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from io import SEEK_END
from itertools import chain

from perfdsl.model.addresses import UNDATED
from perfdsl.model.table import MoneyItem
from perfdsl.presentation.display import money_with_unit, year_label
from perfdsl.presentation.figures import project_amount
from perfdsl.search.comparison import (
    FOLDER,
    LIST,
    LIST_END,
    LIST_HEAD,
    ComparedUnit,
    compared_rows,
    listed_unit,
    unit_file,
)
from perfdsl.search.search_data import (
    INDEX,
    YearFile,
    index_script,
    search_piece,
    year_address,
    year_script,
)
from perfdsl.search.search_rows import Shown, TableOnSite, table_rows
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.files.concatenated import Concatenation, Envelope
from perfdsl.site.files.file_kind import Bundle, Contributions, DocumentFiles, Write, year_bundles
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo


class ReaderData:
    """A file of search data a year, then the lists: of years to search, of units to compare.

    A contribution holds the unit on the list, and what the year's file needs of it, which the lists do not look into.
    """

    name = "reader"

    def of_document(self, document: DocumentContext) -> DocumentFiles:
        """The unit's own file for comparison."""
        table, place = document.table, place_of(document)
        unit = ComparedUnit(table.year, table.name, place.page)
        address, content = unit_file(unit, place.value, compared_rows(table, place))
        contribution = marshal.dumps((tuple(unit), search_piece(table_rows(table, place))))
        return DocumentFiles({address: content}, contribution)

    def bundles(self, index: SiteIndex) -> Iterator[Bundle]:
        """The lists come last: they tell how big the files of the years are. Units to compare are in the order of their
        pages, departments or projects.
        """
        yield from year_bundles(index)
        pages = (sorted(one.folder for one in year) for year in index.by_year.values())
        yield Bundle(FOLDER, tuple(chain.from_iterable(pages)))

    def write_bundle(
        self, bundle: Bundle, _site: SiteInfo, contributions: Contributions, write: Write
    ) -> bytes:
        """The file of a year, or the lists."""
        if bundle.name == FOLDER:
            return _write_lists(bundle, contributions, write)
        year = _year(bundle.name)
        found = (marshal.loads(one)[1] for one in contributions)  # noqa: S302 - our own
        write(year_address(year), [year_script(year, found)])
        return b""


def _write_lists(bundle: Bundle, contributions: Contributions, write: Write) -> bytes:
    def unit(folder: str) -> bytes:
        return listed_unit(ComparedUnit(*marshal.loads(contributions.of(folder))[0]))  # noqa: S302 - our own

    years = dict.fromkeys(folder.partition("/")[0] for folder in bundle.documents)
    write(INDEX, [index_script(_year_file(_year(folder), contributions) for folder in years)])
    concatenation = Concatenation(bundle, contributions.previous)
    write(f"{FOLDER}/{LIST}", concatenation.chunks(LIST, Envelope(LIST_HEAD, b",", LIST_END), unit))
    return concatenation.resume


def place_of(document: DocumentContext) -> TableOnSite:
    """Where the site shows a document and its rows."""
    table, total = document.table, document.figures.total

    def project(item: MoneyItem) -> Shown:
        return Shown(document.project_href(item.name), money_with_unit(project_amount(item, table)))

    rows = {
        line: Shown(f"#{document.anchors[line]}", " / ".join(dict.fromkeys(values)))
        for line, values in document.values.items()
    }
    value = f"资金总额 {money_with_unit(total)}" if total else ""
    return TableOnSite(f"{document.folder}/index.html", value, project, lambda one: rows[one.line])


def _year(folder: str) -> int | None:
    """The year of a year's folder."""
    return None if folder == UNDATED else int(folder)


def _year_file(year: int | None, contributions: Contributions) -> YearFile:
    address = year_address(year)
    with contributions.open(address) as file:
        return YearFile(year_label(year), address.rpartition("/")[2], file.seek(0, SEEK_END))
