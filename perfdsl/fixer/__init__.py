"""Fixes at work: edits in a file's bytes, the proof that they keep what it says, and rounds until nothing is left."""

from perfdsl.fixer.edits import apply, compatible, edited_line, edits_of
from perfdsl.fixer.proof import holds
from perfdsl.fixer.rounds import Check, Fixed, fix_all

__all__ = ["Check", "Fixed", "apply", "compatible", "edited_line", "edits_of", "fix_all", "holds"]
