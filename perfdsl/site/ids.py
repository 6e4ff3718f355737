"""Moved to :mod:`perfdsl.presentation.ids`; kept while the site is being rebuilt."""

from perfdsl.presentation.ids import *  # noqa: F403
