"""What the preview shows where the site has no page to show: it is replaced as soon as there is one."""

from __future__ import annotations

from html import escape

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
</head>
<body>
<main id="main">
<h1>{title}</h1>
<p>{text}</p>
<p>{links}</p>
</main>
</body>
</html>
"""


_HOME = '<a href="/index.html">首页</a>'
_IMPORT = '<a href="/-/import.html">导入去年的 Word、Excel 或 PDF 表</a>'


def placeholder(title: str, text: str, links: str = _HOME) -> str:
    """A page of one sentence; ``links`` are HTML."""
    return _PAGE.format(title=escape(title), text=escape(text), links=links)


def not_found(address: str) -> str:
    return placeholder(
        "没有这个网页", f"预览里没有“{address}”。文件可能改了名字、年度或编码；有了这个网页，这里会自动显示。"
    )


def nothing_yet() -> str:
    return placeholder(
        "还没有表",
        "这个文件夹里还没有可以显示的 .perf 文件。保存第一张表以后，这里会自动显示。",
        _IMPORT,
    )


def bad_template(message: str) -> str:
    return placeholder("模板有错误", f"{message}。改好并保存后，这里会自动显示。")
