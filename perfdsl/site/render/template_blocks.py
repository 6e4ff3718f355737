"""Blocks of a project's templates that nothing draws. Jinja leaves them out in silence, and the page is empty.

A template that extends another is drawn through the other's blocks alone: a block of another name, and text outside of
any, never appear.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import TemplateSyntaxError, nodes

from perfdsl.text.nearest import nearest

MAIN = "main"
_Parsed = Callable[[str], nodes.Template | None]


def refuse_what_is_never_drawn(name: str, parsed: _Parsed) -> None:
    """Raise TemplateSyntaxError for a block or text of the template ``name`` that its parent does not draw.

    ``parsed`` gives the tree of a template, None for one that there is not (which is told when it is drawn).
    """
    tree = parsed(name)
    parent = _parent(tree) if tree else None
    if tree is None or parent is None:
        return
    known = _blocks_of_all(parent, parsed)
    for child in tree.body:
        if isinstance(child, nodes.Block) and known and child.name not in known:
            near = nearest(child.name, known)
            hint = f"是不是“{near}”？" if near else "可用的有" + "、".join(known)
            raise TemplateSyntaxError(
                f"“{parent}”里没有“{child.name}”这一块，写在里面的不会出现。{hint}", child.lineno, name
            )
        if text := _text(child):
            raise TemplateSyntaxError(
                f"“{text[:20]}”写在各块（block）的外面，不会出现。移到一个块里", child.lineno, name
            )


def refuse_without_main(name: str, parsed: _Parsed, shipped: nodes.Template) -> None:
    """Raise TemplateSyntaxError for a template that stands for ``shipped`` and lacks its place for the page's content."""
    tree = parsed(name)
    if tree is None or _parent(tree) is not None or _parent(shipped) is not None:
        return
    if MAIN in _blocks(shipped) and MAIN not in _blocks(tree):
        raise TemplateSyntaxError(
            f"缺少“{{% block {MAIN} %}}{{% endblock %}}”，网页的内容没有地方放", 1, name
        )


def _parent(tree: nodes.Template) -> str | None:
    """The template that this one extends, None for none and for one that is only known when it is drawn."""
    for one in tree.find_all(nodes.Extends):
        return one.template.value if isinstance(one.template, nodes.Const) else None
    return None


def _blocks(tree: nodes.Template) -> list[str]:
    return [block.name for block in tree.find_all(nodes.Block)]


def _blocks_of_all(name: str, parsed: _Parsed) -> list[str]:
    """The blocks of a template and of all that it extends."""
    found: list[str] = []
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        tree = parsed(name)
        if tree is None:
            return []
        found += _blocks(tree)
        name = _parent(tree) or name
    return list(dict.fromkeys(found))


def _text(child: nodes.Node) -> str:
    """What an output node would show of plain text or of a value, ``""`` for white space."""
    if not isinstance(child, nodes.Output):
        return ""
    written = "".join(one.data if isinstance(one, nodes.TemplateData) else "{{ … }}" for one in child.nodes)
    return " ".join(written.split())
