"""Read an HTML table back as a grid: every cell in all the places that it covers."""

from __future__ import annotations

from html.parser import HTMLParser


class TableReader(HTMLParser):
    """Collects the rows of the table with class ``official`` as (text, columns, rows)."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[list]] = []
        self.inside = False
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "table" and found.get("class") == "official":
            self.inside = True
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.rows[-1].append(["", int(found.get("colspan") or 1), int(found.get("rowspan") or 1)])
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.inside = False
        elif tag in ("td", "th"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.open:
            self.rows[-1][-1][0] += data


def read_grid(html: str) -> list[list[str]]:
    """The texts of the official form, each repeated over the cells that it covers.

    Fails where cells overlap, a row is not full, or a cell reaches below the last row.
    """
    reader = TableReader()
    reader.feed(html)
    places: dict[tuple[int, int], str] = {}
    for y, row in enumerate(reader.rows):
        x = 0
        for text, columns, rows in row:
            while (y, x) in places:
                x += 1
            for place in ((y + i, x + j) for i in range(rows) for j in range(columns)):
                assert place not in places, f"two cells at {place}"
                places[place] = text.strip()
    width = 1 + max(x for _, x in places)
    assert len(places) == width * len(reader.rows), "the grid has holes or cells outside"
    return [[places[y, x] for x in range(width)] for y in range(len(reader.rows))]
