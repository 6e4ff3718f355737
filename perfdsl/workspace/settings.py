"""What may stand in ``perfdsl.toml``: every table, key and kind of value, with its meaning.

The one home of these words: the settings are checked by this table, and docs/settings.md is made of it. A new setting is
one line here, and the line of code that reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

LEVELS = ("error", "warning", "info", "off")


class SettingKind(NamedTuple):
    """A kind of value: how it is ``written``, and whether a TOML value ``fits``."""

    written: str
    fits: Callable[[object], bool]


class Setting(NamedTuple):
    """One key of a table. ``example`` is the value as TOML; ``default`` says what holds where it is not written."""

    name: str
    kind: SettingKind
    meaning: str
    example: str
    default: str = "没有"


class SettingTable(NamedTuple):
    """One ``[table]``. ``any_key`` describes the keys of a table whose keys are the writer's own (rules, addresses)."""

    name: str
    about: str
    settings: tuple[Setting, ...] = ()
    any_key: Setting | None = None

    def setting(self, key: str) -> Setting | None:
        """The setting of this key, None where the table has none."""
        return self.any_key or next((one for one in self.settings if one.name == key), None)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


FORMS = ("docx", "pdf")


def _is_forms(value: object) -> bool:
    return _is_texts(value) and set(value) <= set(FORMS)  # type: ignore[call-overload] # a list of texts


TEXT = SettingKind("带英文引号的文字", lambda value: isinstance(value, str))
TEXTS = SettingKind("方括号里的一组文字，每个带英文引号，用逗号隔开", _is_texts)
FORM_NAMES = SettingKind('方括号里写 "docx"、"pdf" 或两个都写，用逗号隔开', _is_forms)
LEVEL = SettingKind("、".join(f'"{level}"' for level in LEVELS), lambda value: value in LEVELS)
MEGABYTES = SettingKind(
    "1 到 1000 的整数，不加引号",
    lambda value: isinstance(value, int) and value is not True and 1 <= value <= 1000,
)
YES = SettingKind("true 或 false，不加引号", lambda value: isinstance(value, bool))
ADDRESS = SettingKind("带英文引号的网址", lambda value: isinstance(value, str))

SITE = SettingTable(
    "site",
    "网站的名称、主办单位和页脚；能不能读链接。",
    (
        Setting("title", TEXT, "网站名称，在每一页的上方", '"青山县预算绩效目标公开"', "“预算绩效目标公开”"),
        Setting("intro", TEXT, "首页的一句话介绍", '"公开全县各部门的预算绩效目标。"'),
        Setting("owner", TEXT, "主办单位，在页脚", '"青山县财政局"'),
        Setting("operator", TEXT, "承办单位，在页脚", '"青山县财政局绩效科"'),
        Setting("contact", TEXT, "联系方式，在页脚", '"绩效科 12345"'),
        Setting(
            "address",
            ADDRESS,
            "网站将来的网址。订阅（feed.xml）、网站地图（sitemap.xml）、404 页和 `SiteDomain` 需要它",
            '"https://www.example.gov.cn/jxmb/"',
        ),
        Setting("column", TEXT, "网站所在栏目的名称，写进 `ColumnName`", '"预算绩效"', "“预算绩效目标”"),
        Setting("code", TEXT, "网站标识码，在页脚", '"3200000000"'),
        Setting("icp", TEXT, "ICP 备案号，在页脚", '"苏ICP备00000000号"'),
        Setting("police", TEXT, "公安备案号，在页脚", '"苏公网安备 32000000000000号"'),
        Setting("license", TEXT, "数据的使用条款", '"可以自由使用，请注明出处"'),
        Setting(
            "license_address",
            ADDRESS,
            "写明使用条款的网页（http、https、mailto 或站内的网址）",
            '"https://www.example.gov.cn/tiaokuan"',
        ),
        Setting(
            "forms",
            FORM_NAMES,
            "每张表另外提供哪些格式的原表式，见[导出的格式](formats.md)。生成网站会慢一些",
            '["docx"]',
            "没有，只有 xlsx",
        ),
        Setting(
            "follow_links",
            YES,
            "`true`：符号链接指向哪里就读哪里，项目外面也读。只有自己的项目确实要用链接时才写",
            "true",
            "`false`，指向外面的不读",
        ),
    ),
)
CHECK_LEVELS = SettingTable(
    "check.levels",
    "调整检查规则的级别：error 错误（有错误就不生成网站）、warning 警告、info 提示、off 不检查。键是规则号，见[规则](rules.md)。",
    any_key=Setting("规则号", LEVEL, "这条规则的级别", '"error"', "规则自己的级别"),
)
FILES = SettingTable(
    "files",
    "哪些文件是项目的表。",
    (
        Setting(
            "exclude",
            TEXTS,
            "不参加检查和生成的文件，`*` 代表任意文字",
            '["草稿/*"]',
            "没有",
        ),
        Setting("largest_mb", MEGABYTES, "一个 `.perf` 文件最大多少 MB，超过的不读", "20", "5"),
    ),
)
PUBLISH = SettingTable(
    "publish",
    "公开状态。",
    (
        Setting(
            "units",
            TEXTS,
            "应当公开的单位，每个写“编码 名称”、名称或编码。其中没有表的，列在“公开状态”的最前面；编码相同或名称相同，就算已经公开",
            '["205001 青山县教育局", "211001 青山县审计局"]',
            "没有",
        ),
    ),
)
REDIRECTS = SettingTable(
    "publish.redirects",
    "公开过的网址换了地方时，写明新网址，见[发布](publishing.md)。键是旧网址，带英文引号。",
    any_key=Setting('"旧网址"', ADDRESS, "新网址", '"2025/301007/"', "没有"),
)
TABLES = (SITE, CHECK_LEVELS, FILES, PUBLISH, REDIRECTS)
