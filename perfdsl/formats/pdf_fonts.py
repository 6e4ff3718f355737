"""The fonts of a PDF: those of official papers where the computer has them, else what is nearest."""

from __future__ import annotations

from collections.abc import Sequence

from perfdsl.formats.errors import ExportError

# Fonts are known by their English or by their Chinese name, as their makers will.
_TITLE = (
    "FZXiaoBiaoSong-B05S",
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05",
    "方正小标宋_GBK",
    "STZhongsong",
    "华文中宋",
)
_BODY = (
    "FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋", "FZFangSong-Z02S", "方正仿宋简体",
)  # fmt: skip
_ANY = (
    "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "Noto Serif SC", "SimSun", "宋体", "NSimSun", "STSong", "华文宋体",
    "Songti SC", "AR PL UMing CN", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Noto Sans SC", "Microsoft YaHei",
    "微软雅黑", "SimHei", "黑体", "PingFang SC", "Hiragino Sans GB", "KaiTi", "楷体", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)  # fmt: skip
_LATIN = ("Times New Roman", "Liberation Serif")


def chosen_fonts(families: Sequence[str]) -> dict[str, list[str]]:
    """Those for ``title`` and ``body`` among the families of this computer. Raises ExportError where none is Chinese."""
    known = {family.casefold(): family for family in families}

    def among(*names: str) -> list[str]:
        return [known[name.casefold()] for name in names if name.casefold() in known]

    chinese = among(*_BODY, *_ANY)
    if not chinese:
        raise ExportError(
            "导出 PDF 要用中文字体，这台电脑上没有找到：请安装仿宋、宋体或 Noto Serif CJK（Debian、Ubuntu：apt install fonts-noto-cjk）。"
        )
    return {"title": among(*_TITLE, *_ANY) or chinese, "body": [*among(*_LATIN)[:1], *chinese]}
