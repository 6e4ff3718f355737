"""The settings of a project: every key is known or an error with the nearest one, and docs/settings.md has them all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdsl.pipeline import check_settings, open_workspace
from perfdsl.site.info import SiteInfo
from perfdsl.workspace.config import read_config
from perfdsl.workspace.settings import SITE, TABLES, Setting, SettingTable
from perfdsl.workspace.settings_check import wrong_settings
from perfdsl.workspace.settings_reference import settings_reference

EVERY = [(table, one) for table in TABLES for one in table.settings]
ROOT = Path(__file__).resolve().parents[2]


def said(text: str) -> list[tuple[int, int, str, str]]:
    """(line, column, message, hint) of every finding; the column is 1-based."""
    found = wrong_settings(tomllib.loads(text), text)
    return [(one.span.line, one.span.start + 1, one.message, one.hint) for one in found]


def test_the_reference_is_up_to_date(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "settings.md", settings_reference())


@pytest.mark.parametrize(("table", "setting"), EVERY, ids=lambda one: one.name)
def test_every_example_is_right(table: SettingTable, setting: Setting) -> None:
    assert said(f"[{table.name}]\n{setting.name} = {setting.example}\n") == []


@pytest.mark.parametrize(("table", "setting"), EVERY, ids=lambda one: one.name)
def test_a_letter_too_much_is_found_and_the_right_name_offered(table: SettingTable, setting: Setting) -> None:
    ((line, column, message, hint),) = said(f"[{table.name}]\n{setting.name}x = {setting.example}\n")
    assert (line, column) == (2, 1)
    assert f"[{table.name}] 里没有设置 {setting.name}x，不起作用" in message
    assert hint == f"是不是 {setting.name}？"


@pytest.mark.parametrize(("table", "setting"), EVERY, ids=lambda one: one.name)
def test_a_value_of_another_kind_is_found(table: SettingTable, setting: Setting) -> None:
    ((line, _, message, hint),) = said(f"[{table.name}]\n{setting.name} = 3.5\n")
    assert line == 2
    assert message == f"[{table.name}] 的 {setting.name} 写得不对：“3.5”"
    assert setting.example in hint


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[preview]\nport = 1\n", 1, "不认识的设置 [preview]，不起作用", "可用的有"),
        ("[sites]\n", 1, "不认识的设置 [sites]，不起作用", "是不是 [site]？"),
        ("# 说明\n\n[chek.levels]\n", 3, "不认识的设置 [chek]，不起作用", ""),
        ('title = "甲"\n', 1, "不认识的设置 title，不起作用", "是不是 [site] 下面的 title？"),
        ('site = "甲"\n', 1, "site 是一组设置", "单独写一行 [site]"),
        ('[check]\nB401 = "off"\n', 2, "[check] 里没有设置 B401，不起作用", "[check.levels]"),
        ('[check.levels]\nB401 = "fatal"\n', 2, "[check.levels] 的 B401 写得不对：“fatal”", '"warning"'),
        ('[publish]\nunit = ["甲"]\n', 2, "[publish] 里没有设置 unit，不起作用", "是不是 units？"),
        ('[publish]\nunits = "甲"\n', 2, "[publish] 的 units 写得不对：“甲”", "方括号里的一组文字"),
        ("[publish]\nunits = [205001]\n", 2, "[publish] 的 units 写得不对：“[205001]”", "方括号里的一组文字"),
        ('[publish.redirect]\n"a/" = "b/"\n', 1, "不认识的设置 [publish.redirect]，不起作用", "是不是 [publish.redirects]？"),
        ('[site]\ntitle = "甲"\n[site.footer]\nicp = "乙"\n', 3, "不认识的设置 [site.footer]，不起作用", ""),
        ("[site]\ntitle = true\n", 2, "[site] 的 title 写得不对：“true”", "带英文引号的文字"),
        ('site.titel = "甲"\n', 1, "[site] 里没有设置 titel，不起作用", "是不是 title？"),
        ('[site]\n"titel" = "甲"\n', 2, "[site] 里没有设置 titel，不起作用", "是不是 title？"),
    ],
)  # fmt: skip
def test_what_is_said_and_where(text: str, line: int, message: str, hint: str) -> None:
    ((found_line, _, found_message, found_hint),) = said(text)
    assert (found_line, found_message) == (line, message)
    assert hint in found_hint
    assert found_hint


@pytest.mark.parametrize("key", ["B4O2", "b4o2", '"B4O2"'])
def test_a_rule_that_does_not_exist_is_shown_at_its_line(tmp_path: Path, key: str) -> None:
    (tmp_path / "perfdsl.toml").write_text(f'# 说明\n[check.levels]\nB401 = "off"\n{key} = "off"\n', "utf-8")
    (finding,) = check_settings(open_workspace(tmp_path))
    assert "规则 B4O2 不存在" in finding.message
    assert finding.span == (4, 0, len(key))


@pytest.mark.parametrize(
    "text",
    ["", "[site]\n", '[publish.redirects]\n"2022/甲/" = "2022/乙/"\n', '[check.levels]\nb401 = "off"\n'],
)
def test_what_is_right(text: str) -> None:
    assert said(text) == []


def test_a_table_that_site_info_reads_is_all_there(tmp_path: Path) -> None:
    """What the site takes from [site] is what the table of settings has for it, apart from the switches of reading."""
    read = {name for name in SiteInfo._fields if name != "moved"}
    assert read <= {one.name for one in SITE.settings}


def test_the_starter_shows_every_setting_of_the_site(tmp_path: Path) -> None:
    text = (ROOT / "perfdsl" / "starter" / "perfdsl.toml").read_text("utf-8")
    switched_on = re.sub(r"^# (?=\S+ = )", "", text, flags=re.MULTILINE)
    (tmp_path / "perfdsl.toml").write_text(switched_on, "utf-8")
    config, found = read_config(tmp_path)
    assert not found
    assert set(config.table("site")) >= {
        name for name in SiteInfo._fields if name not in ("moved", "license_address")
    }
    assert config.exclude
    assert config.table("publish")["units"]


@pytest.mark.parametrize(
    "file", sorted(ROOT.glob("examples/*/perfdsl.toml")), ids=lambda file: file.parent.name
)
def test_the_examples_have_no_wrong_setting(file: Path) -> None:
    assert read_config(file.parent)[1] == ()


def test_more_than_one_wrong_setting(tmp_path: Path) -> None:
    assert len(said('[site]\ntitel = "甲"\nownr = "乙"\n[preview]\n')) == 3
