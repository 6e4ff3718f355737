"""How much of a file is read: sizes that no office file of this field has, so that time and memory are bounded."""

from __future__ import annotations

from perfdsl.importer.office import UnreadableError

MB = 1_000_000
MOST_BYTES = 100 * MB
MOST_INFLATED = 400 * MB  # of all members of an archive together
MOST_OF_A_MEMBER = 200 * MB
MOST_MEMBERS = 10_000
MOST_ELEMENTS = 8_000_000  # of one XML part
DEEPEST = 200  # elements within each other
MOST_CELLS = 500_000  # of one table, empty ones too
MOST_PAGES = 500
MOST_PICTURES = 30  # pages of a scan
MOST_DOTS = 40_000_000  # of a picture
MOST_TEXTS = 3_000  # that are recognised on one page

_SPLIT = "请只留下绩效目标表，另存为一个小一些的文件再导入"


def too_large(what: str, size: object, most: object) -> UnreadableError:
    """What is refused for its size: ``文件``, ``120 MB``, ``100 MB``."""
    return UnreadableError(f"{what}太大（{size}，最多 {most}）", _SPLIT)


def check_area(name: str, rows: int, columns: int) -> None:
    """Refuse a table of more places than one can have.

    Raises:
        UnreadableError: it covers too many.
    """
    if rows * columns > MOST_CELLS:
        raise too_large(f"“{name}”的表格范围", f"{rows} 行 × {columns} 列", f"{MOST_CELLS} 格")
