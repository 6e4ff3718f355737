"""Families P (syntax), F (files and settings) and X (internal): applied by earlier stages, documented here."""

from __future__ import annotations

from perfdsl.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule("P101", "缺少比较符", "error"),
    Rule("P102", "缺少值", "error"),
    Rule("P103", "值之间缺斜线", "error"),
    Rule("P104", "缺少名称", "error"),
    Rule("P105", "引号未闭合", "error"),
    Rule("P106", "内容读不懂", "error"),
    Rule("P107", "没有所属的行", "error"),
    Rule("P108", "位置不对", "error"),
    Rule("P109", "值的个数不对", "error"),
    Rule("P110", "标题跳级", "warning"),
    Rule("P111", "名称要加引号", "error"),
    Rule("P112", "允许写得不全", "error"),
    Rule("P113", "允许的规则不存在", "error"),
    Rule("P114", "多余的允许", "warning"),
    Rule("P115", "首行不明", "error"),
    Rule("P116", "说明缺少“>”", "warning"),
    Rule("P117", "表头行", "error"),
    Rule("P120", "合并冲突", "error"),
    Rule("P122", "标题太深", "error"),
    Rule("P123", "数字太长", "error"),
    Rule("F201", "不是UTF-8编码", "error"),
    Rule("F202", "文件损坏", "error"),
    Rule("F203", "文件打不开", "error"),
    Rule("F204", "控制字符", "warning"),
    Rule("F206", "设置有误", "error"),
    Rule("F207", "体系找不到", "error"),
    Rule("F208", "体系文件有误", "error"),
    Rule("F211", "体系的写法不认识", "error"),
    Rule("F212", "体系前后矛盾", "error"),
    Rule("F213", "体系的名称不清", "error"),
    Rule("F215", "链接指向项目之外", "error"),
    Rule("F216", "超出安全限制", "error"),
    Rule("F218", "网址重复", "error"),
    Rule("F220", "文件太大", "error"),
    Rule("F221", "行太长", "error"),
    Rule("X001", "内部错误", "error"),
)
