"""Escaping of what templates show, five times as fast: nearly all of it holds nothing to escape.

Jinja's own way makes a ``Markup`` of every text that it writes, half of the time that a page takes.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

_special = re.compile(r"[&<>\"']").search


def text(value: Any) -> str:
    """A value as HTML: as it is where it holds no mark of HTML, or is HTML already."""
    kind = type(value)
    plain = kind is Markup or (kind is str and _special(value) is None)
    return value if plain else escape(value)


class HtmlGenerator(CodeGenerator):
    """Writes ``environment.text(…)`` where Jinja writes ``escape(…)``; the same places as its own native generator.

    The method is none that Jinja promises to call. One that does not escapes by itself, more slowly.
    """

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.text(")
            if finalize.src is not None:
                self.write(finalize.src)


class HtmlEnvironment(Environment):
    """An environment for HTML."""

    code_generator_class = HtmlGenerator
    text = staticmethod(text)
