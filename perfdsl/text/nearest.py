"""The nearest of some known names, for “did you mean”."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.text.folding import squeeze


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name of ``known`` most like ``name``, or None where none is near (``cutoff``: 0 to 1)."""
    from difflib import SequenceMatcher

    wanted = squeeze(name)
    best, best_ratio = None, cutoff
    for candidate in known:
        matcher = SequenceMatcher(None, wanted, squeeze(candidate), autojunk=False)
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (ratio == best_ratio and best is None):
            best, best_ratio = candidate, ratio
    return best
