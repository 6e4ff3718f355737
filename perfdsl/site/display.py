"""Moved to :mod:`perfdsl.presentation.display`; kept while the site is being rebuilt."""

from perfdsl.presentation.display import *  # noqa: F403
