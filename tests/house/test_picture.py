"""docs/images/architecture.svg is the house as it stands (``make golden`` draws it anew)."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

from tests.house.modules import modules
from tests.house.picture import WAY, architecture, floors


def test_the_picture_is_up_to_date(golden: Callable[[Path, str], None], root: Path) -> None:
    golden(root / "docs" / "images" / "architecture.svg", architecture())


def test_every_floor_is_in_it() -> None:
    drawn = architecture()
    assert all(f">{room}</text>" in drawn for floor in floors() for room in floor)


def test_the_values_on_the_way_are_classes() -> None:
    classes = {
        node.name for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)
    }
    named = {word for step in WAY.values() for word in re.findall(r"\b[A-Z]\w+", step)}
    assert named
    assert named <= classes
