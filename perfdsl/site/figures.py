"""Moved to :mod:`perfdsl.presentation.figures`; kept while the site is being rebuilt."""

from perfdsl.presentation.figures import *  # noqa: F403
