"""Templates of a project, which may be a stranger's: they arrange what a page says, and can do nothing else.

Built on Jinja's immutable sandbox, with lists of what is allowed instead of what is not: fields of the views and a few
methods of texts, lists and dictionaries (``METHODS``), ``FILTERS``, ``FUNCTIONS``. docs/site.md shows these lists to
the writers of themes. The work for one page is counted, so that a loop without an end ends with a message.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sized
from decimal import Decimal
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA
from jinja2.filters import do_join, do_replace
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import MAX_RANGE, ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from perfdsl.site.render.escaping import HtmlEnvironment, HtmlGenerator

METHODS: dict[type, tuple[str, ...]] = {
    str: (
        "startswith", "endswith", "strip", "lstrip", "rstrip", "lower", "upper", "split", "rsplit", "splitlines",
        "partition", "rpartition", "removeprefix", "removesuffix", "find", "rfind", "index", "count", "isdigit",
    ),
    tuple: ("index", "count"),
    list: ("index", "count"),
    dict: ("items", "keys", "values", "get"),
    LoopContext: ("cycle", "changed"),
}  # fmt: skip
FILTERS = (
    "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "forceescape", "groupby", "int",
    "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse",
    "safe", "select", "selectattr", "sort", "string", "striptags", "title", "trim", "truncate", "unique", "upper",
    "urlencode", "wordcount",
)  # fmt: skip
FUNCTIONS = ("namespace", "range")

STEPS = (
    1_000_000  # rounds of loops, calls and included templates of one page; the largest real page needs 50,000
)
CHARACTERS = 20_000_000  # of one page, and of every text on the way; a page of 8,000 indicators has 5 million
_TOO_LONG = f"文字太长（超过 {CHARACTERS:,} 个字）"
_LARGEST = 4096  # bits of a whole number
_DATA = (str, int, float, Decimal, tuple, list, dict, Mapping, type(None), Undefined)


class _Generator(HtmlGenerator):
    """Counts the rounds of loops, and measures texts before they are put together."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - named by the node
        counted = nodes.EnvironmentAttribute("counted", lineno=node.lineno)
        call = nodes.Call(counted, [node.iter], [], None, None, lineno=node.lineno)
        node.iter = call.set_environment(self.environment)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        escapes = frame.eval_ctx.volatile or frame.eval_ctx.autoescape
        self.write(f"{'markup_join' if escapes else 'str_join'}(environment.measured((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write(")))")


class ThemeEnvironment(ImmutableSandboxedEnvironment, HtmlEnvironment):
    """An environment for templates that nobody vouches for. :meth:`begin` a page before it is drawn."""

    code_generator_class = _Generator
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters = {name: JINJA[name] for name in FILTERS}
        self.filters |= {"join": _join, "replace": _replace}
        self.globals = {"range": _range, "namespace": Namespace}
        self._left = STEPS

    def begin(self) -> None:
        """Another page: it has all its steps."""
        self._left = STEPS

    # ---- What may be seen and called

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """A public field that holds data, or one of the methods."""
        if attr.startswith("_"):
            return False
        if any(isinstance(obj, kind) and attr in names for kind, names in METHODS.items()):
            return True
        if callable(obj) and not isinstance(obj, LoopContext):
            return False
        return isinstance(value, (*_DATA, Macro)) or (
            not callable(value) and type(value).__module__.startswith("perfdsl.")
        )

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, loops, the methods, and the functions of this environment."""
        if isinstance(obj, Macro | BlockReference | LoopContext):
            return True
        if obj in (_range, Namespace, self.counted):
            return True
        home = getattr(obj, "__self__", None)
        return any(isinstance(home, kind) and obj.__name__ in names for kind, names in METHODS.items())

    def wrap_str_format(self, value: Any) -> None:
        """Formatting by a text is not offered."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        return self.undefined(
            f"模板不能用“{attribute}”。能用的见 docs/site.md 的“主题能做什么”", obj, attribute, SecurityError
        )

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        if not self.is_safe_callable(obj):
            name = getattr(obj, "__name__", type(obj).__name__)
            raise SecurityError(f"模板不能调用“{name}”。能用的见 docs/site.md 的“主题能做什么”")
        self.spend(1)
        return context.call(obj, *args, **kwargs)

    # ---- How much work there may be

    def spend(self, steps: int) -> None:
        """Take note of work. Raises SecurityError where it is too much for one page."""
        self._left -= steps
        if self._left < 0:
            raise SecurityError(f"这一页要做的事太多（超过 {STEPS:,} 步），是不是循环没有尽头？")

    def counted(self, values: Iterable[Any]) -> Iterable[Any]:
        """What a loop goes through."""
        if isinstance(values, Sized) and not isinstance(values, Undefined):
            self.spend(len(values))
            return values
        return self._counted(values)

    def _counted(self, values: Iterable[Any]) -> Iterable[Any]:
        for value in values:
            self.spend(1)
            yield value

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """The text of a macro or a block."""
        return bounded(pieces)

    @staticmethod
    def measured(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        """What is about to be put together. Raises SecurityError where it would be too long."""
        _refuse_longer(sum(len(part) for part in parts if isinstance(part, str)))
        return parts

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        _refuse_larger(operator, left, right)
        return super().call_binop(context, operator, left, right)


def bounded(pieces: Iterable[str]) -> str:
    """The text that the pieces make. Raises SecurityError where it is too long, from where it is written."""
    taken: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > CHARACTERS and isinstance(pieces, Generator):
            pieces.throw(SecurityError(_TOO_LONG))
        _refuse_longer(length)
        taken.append(piece)
    return "".join(taken)


def _refuse_longer(length: int) -> None:
    if length > CHARACTERS:
        raise SecurityError(_TOO_LONG)


def _refuse_larger(operator: str, left: Any, right: Any) -> None:
    """Short sums may have results that fill the memory."""
    if operator == "%" and isinstance(left, str):
        raise SecurityError("模板不能用 % 排文字，把文字和值分开写就可以")
    if operator == "**" and not (isinstance(right, int | float) and abs(right) <= 64):
        raise SecurityError("指数太大")
    sizes = [len(one) for one in (left, right) if isinstance(one, Sized)]
    numbers = [one for one in (left, right) if isinstance(one, int)]
    if operator == "*" and sizes:
        _refuse_longer(sizes[0] * max([0, *numbers]))
    elif operator in ("*", "**") and sum(one.bit_length() for one in numbers) > _LARGEST:
        raise SecurityError("数太大")
    elif operator == "+":
        _refuse_longer(sum(sizes))


def _range(*bounds: int) -> range:
    found = range(*bounds)
    try:
        length = len(found)
    except OverflowError:
        length = MAX_RANGE + 1
    if length > MAX_RANGE:
        raise SecurityError(f"range 最多数 {MAX_RANGE:,} 个数")
    return found


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    parts = list(value)
    _refuse_longer(sum(len(part) for part in parts if isinstance(part, str)) + len(d) * len(parts))
    joined: str = do_join(context, parts, d, attribute)
    return joined


@pass_eval_context
def _replace(context: EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    _refuse_longer(len(s) + str(s).count(str(old)) * len(new))
    return do_replace(context, s, old, new, count)
