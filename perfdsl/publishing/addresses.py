"""The shape of an address of a site: small letters, digits, ``.``, ``_`` and ``-``; no folder begins with a dot.

What does not have it is never written to, whoever asks: a file of permalinks or a setting may have been made by anyone.
"""

from __future__ import annotations

import re

_NAME = r"[0-9a-z][0-9a-z._-]*"
_PAGE = rf"(?:{_NAME}/)*{_NAME}\.html"
_FOLDER = rf"(?:{_NAME}/)+"

# A page, or a row of it.
PUBLISHED = re.compile(rf"{_PAGE}(?:#{_NAME})?")
# What can move: a folder, a page, an indicator or a row of money.
MOVABLE = re.compile(rf"{_FOLDER}|{_PAGE}(?:#[if]-[0-9a-z._-]+)?")
# Where it can move to: also to another site. No mark that would end an attribute or a meta tag.
TARGET = re.compile(rf"{_FOLDER}|{_PAGE}(?:#{_NAME})?|https?://[^\s\"'<>\\^`{{|}}]+")
LONGEST = 1000
