"""A page that was saved as one file with all its pictures (MHT): the page in it."""

from __future__ import annotations

from perfdsl.text.patterns import lazy

_MIME = lazy(r"(?im)^mime-version:")
_HEAD = 2_000
_PAGES = ("text/html", "application/xhtml+xml")


def page_of_archive(data: bytes) -> bytes:
    """The first page in an archive; ``data`` itself where it is none."""
    if not _MIME.search(data[:_HEAD].decode("latin-1")):
        return data
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in _PAGES:
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    return b""
