"""Family V, the form and its words: groups, sections and names that the framework does not know or misses."""

from __future__ import annotations

from perfdsl.checks.rule import Rule
from perfdsl.checks.vocabulary import (
    v301_unknown_group,
    v302_missing,
    v303_empty_group,
    v304_wrong_group,
    v305_wrong_class,
    v306_name_of_group,
    v307_sentence,
    v308_numbering,
    v309_measured_share,
    v310_section_title,
    v311_common_missing,
    v312_purpose,
    v313_no_words,
    v314_data_in_prose,
    v330_header_key,
    v331_year,
    v332_code,
    v333_folder,
)

RULES: tuple[Rule, ...] = (
    v301_unknown_group.check,
    v302_missing.check,
    v303_empty_group.check,
    v304_wrong_group.check,
    v305_wrong_class.check,
    v306_name_of_group.check,
    v307_sentence.check,
    v308_numbering.check,
    v309_measured_share.check,
    v310_section_title.check,
    v311_common_missing.check,
    v312_purpose.check,
    v313_no_words.check,
    v314_data_in_prose.check,
    v330_header_key.check,
    v331_year.check,
    v332_code.check,
    v333_folder.check,
)
