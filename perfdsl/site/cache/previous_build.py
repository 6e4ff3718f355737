"""The last build of a site: what the cache says of it, and how much of that is still true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Self

from perfdsl.publishing.marker import is_ours
from perfdsl.site.cache.build_cache import BuildCache
from perfdsl.site.cache.cached_document import CachedDocument, unpack
from perfdsl.site.cache.cached_rows import BuildFigures, BuildRecord, KnownBundle, PlacedFile
from perfdsl.site.cache.freshness import FolderState, compare_folder
from perfdsl.site.output_folder.folder import OutputFolder
from perfdsl.site.output_folder.writer import SiteFile
from perfdsl.site.page_groups import PageGroup
from perfdsl.workspace.stamps import Stamp


@dataclass(frozen=True, slots=True)
class PreviousBuild:
    """``as_left`` are the files that are as they were left, by owner, and ``doubtful`` those of them that were looked at,
    with their stamps.

    All else is empty where nothing of the last build can be used; ``about`` is None then. ``files`` are those written
    then, by owner; ``damaged`` owners have lost some. ``documents`` are by file, ``fragments`` by folder.
    """

    about: BuildRecord | None = None
    as_left: Mapping[str, Mapping[str, SiteFile]] = field(default_factory=dict)
    doubtful: Mapping[str, Stamp] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, PlacedFile]] = field(default_factory=dict)
    damaged: frozenset[str] = frozenset()
    has_strays: bool = False
    documents: Mapping[str, CachedDocument] = field(default_factory=dict)
    page_groups: Mapping[str, PageGroup] = field(default_factory=dict)
    bundles: Mapping[str, KnownBundle] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls, cache: BuildCache, output: OutputFolder, fingerprint: str, *, read_all: bool = False
    ) -> Self:
        """Look at the cache and at the site; tell ``output`` what of it stays true. Not to trust stamps is to ``read_all``.

        Raises CacheError.
        """
        files = cache.files()
        if not files or not is_ours(output.out):
            cache.forget()
            return cls()
        flat = {address: one for theirs in files.values() for address, one in theirs.items()}
        found = compare_folder(output.out, flat, read_all=read_all)
        output.update(found.as_left, found.strays | found.damaged)
        as_left = _by_owner(files, found)
        about = cache.about()
        if about is None or about.fingerprint != fingerprint:
            cache.forget()
            return cls(as_left=as_left, doubtful=found.doubtful)
        return cls(
            about,
            as_left,
            found.doubtful,
            files,
            frozenset(owner for owner, theirs in files.items() if len(as_left[owner]) < len(theirs)),
            bool(found.strays),
            {name: unpack(head, partial(cache.rows, name)) for name, head in cache.heads().items()},
            cache.page_groups(),
            cache.bundles(),
            cache.fragments(),
        )

    @property
    def is_valid(self) -> bool:
        return self.about is not None

    @property
    def is_whole(self) -> bool:
        """Whether the site is as it was left, and was as it should be."""
        return self.is_valid and not (self.damaged or self.has_strays or self.figures.broken)

    @property
    def figures(self) -> BuildFigures:
        return self.about.figures if self.about else BuildFigures(0, 0, 0, 0, 0)


def _by_owner(
    files: Mapping[str, Mapping[str, PlacedFile]], found: FolderState
) -> dict[str, dict[str, SiteFile]]:
    return {
        owner: {address: one.file for address, one in theirs.items() if address in found.as_left}
        for owner, theirs in files.items()
    }
