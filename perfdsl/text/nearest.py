"""The nearest of some known names, for “did you mean”."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.text.folding import squeeze


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The name of ``known`` most like ``name``, or None where none is near (``cutoff``: 0 to 1)."""
    from difflib import SequenceMatcher

    wanted = squeeze(name)
    best, best_ratio = None, cutoff
    quick = SequenceMatcher(None, "", wanted, autojunk=False)  # it looks at its second text once
    for candidate in known:
        quick.set_seq1(squeeze(candidate))
        if quick.real_quick_ratio() < best_ratio or quick.quick_ratio() < best_ratio:
            continue
        ratio = SequenceMatcher(None, wanted, squeeze(candidate), autojunk=False).ratio()
        if ratio > best_ratio or (ratio == best_ratio and best is None):
            best, best_ratio = candidate, ratio
    return best
