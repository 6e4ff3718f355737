"""The file of a unit as each generator reads it: its notation, data, or front matter with Markdown below."""

from __future__ import annotations

import json

from benchmarks.content import Content, last_target
from benchmarks.units import unit


def perf(content: Content) -> str:
    """The unit as it is made up, but with the last target that ``content`` has."""
    text = unit(int(content["id"].rpartition("-")[2]))
    return f"{text[: text.rindex(' >= ')]} >= {last_target(content).lstrip('≥')}\n"


def json_data(content: Content) -> str:
    return json.dumps({**_figures(content), "text": _markdown(content)}, ensure_ascii=False)


def eleventy(content: Content) -> str:
    head = {"layout": "unit.11ty.js", "tags": ["unit"], "unit": _figures(content)}
    return f"---json\n{json.dumps(head, ensure_ascii=False)}\n---\n{_markdown(content)}\n"


def mkdocs(content: Content) -> str:
    head = {"template": "main.html", "title": content["name"], "unit": _figures(content)}
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n{_markdown(content)}\n"


def _markdown(content: Content) -> str:
    return "\n\n".join(f"## {one['title']}\n\n{one['markdown']}" for one in content["sections"])


def _figures(content: Content) -> Content:
    return {key: value for key, value in content.items() if key != "sections"}
