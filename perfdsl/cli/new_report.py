"""What is said at the end of ``perfdsl new``: how much is to be filled in, what was changed and what was left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from perfdsl.pipeline import check_file, library_of
from perfdsl.reports.report import BLANKS
from perfdsl.starting.carried_line import Change
from perfdsl.starting.next_year import NextYear
from perfdsl.workspace.discovery import open_workspace

_CHANGES: dict[Change, str] = {
    "moved": "{count} 行的年份改成了新的一年，下面一行“// 上年: …”是原来的写法",
    "to_check": "{count} 行里有上年的年份，没有改，标了“// 核对年份”",
    "blanked": "{count} 行的金额要重新填，下面一行“// 上年: …”是上年的",
    "actual": "{count} 行上年的实际完成值改成了备注“// 上年实际: …”",
    "missed": "其中 {count} 行没有达到目标，备注里写明了",
    "exceeded": "其中 {count} 行比目标多 30% 以上，备注里写明了，目标可能偏低",
    "no_longer_allowed": "{count} 处“// 允许”是对上年的表说的，改成了“// 上年允许”，不再起作用",
}


def tell_new(file: Path) -> None:
    """What the checker says of the new table, and what to do next."""
    workspace = open_workspace(file)
    codes = [
        finding.code
        for finding in check_file(file, workspace, library_of(workspace)).findings
        if finding.severity == "error"
    ]
    blanks = sum(code in BLANKS for code in codes)
    others = len(codes) - blanks
    said = f"还有 {blanks} 处要填，都写作“____”" if blanks else "没有要填的地方"
    print(said + (f"；另有 {others} 处错误要改。" if others else "。"))
    print(f"下一步：打开它填写，再用 perfdsl check {_quoted(file)} 检查。")


def tell_changes(new: NextYear) -> None:
    """What became of the old table's lines."""
    for change, said in _CHANGES.items():
        if count := new.changes[change]:
            print(f"- {said.format(count=count)}")
    if new.left_out:
        print("没有带到新表里的（上年的表里还有）：")
    alike = Counter(one.reason for one in new.left_out)
    for reason in alike:
        print(f"  {reason}（{alike[reason]} 处）：")
        for one in new.left_out:
            if one.reason == reason:
                lines = f"{one.first}" if one.first == one.last else f"{one.first}—{one.last}"
                print(f"    第 {lines} 行  {one.text}")


def _quoted(file: Path) -> str:
    name = file.as_posix()
    return f'"{name}"' if " " in name else name
