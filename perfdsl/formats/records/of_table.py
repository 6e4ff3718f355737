"""All records of one table, made once for every format that wants them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from perfdsl.formats.records.indicators import IndicatorRecord, TargetRecord, indicator_records
from perfdsl.formats.records.money import FundingRecord, ProjectRecord, funding_records, project_records
from perfdsl.formats.records.units import SectionRecord, UnitRecord, section_records, unit_record
from perfdsl.model.table import Table
from perfdsl.presentation.figures import Figures, figures
from perfdsl.presentation.ids import indicator_ids


class Records(NamedTuple):
    """What one table says. ``indicators`` come with their targets."""

    unit: UnitRecord
    sections: tuple[SectionRecord, ...]
    funding: tuple[FundingRecord, ...]
    projects: tuple[ProjectRecord, ...]
    indicators: tuple[tuple[IndicatorRecord, tuple[TargetRecord, ...]], ...]


def records(
    table: Table, key_figures: Figures | None = None, anchors: Mapping[int, str] | None = None
) -> Records:
    """The records of a table; its key figures and the anchors of its rows, where they are known already."""
    return Records(
        unit_record(table, key_figures or figures(table)),
        tuple(section_records(table)),
        tuple(funding_records(table)),
        tuple(project_records(table)),
        tuple(indicator_records(table, anchors or indicator_ids(table))),
    )
