"""The exact words of a duty lawyer's record and of the application for help."""

from datetime import date

from cases.workflow import HELP
from tests.helps import asked, at, duty_of_lvshi, given
from tests.papers import assert_words, name_people


def test_record_of_a_help_and_the_application_for_one(county):
    shift = duty_of_lvshi(county)
    name_people(county)
    row = given(
        county, shift, kinds=("advice", "witness", "forward"), plea="admits", id_number="11010519491231002X", id_kind="resident",
        sex="M", birth=date(1949, 12, 31), result="已说明认罪认罚的后果。", signed="none", unsigned_why="手部受伤",
    )  # fmt: skip
    assert_words(HELP.issue("help_record", row, by=county.lvshi, at=at(11)), "见证具结并提出申请")

    row = asked(
        county,
        name="周六",
        id_number="440524198801010011",
        id_kind="resident",
        wanted="见证签署具结书",
    )
    assert_words(HELP.issue("help_application", row, by=county.chuangkou, at=at(11)), "检察院通知")
