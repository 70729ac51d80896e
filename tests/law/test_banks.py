"""Files for the bank, as pure text, and the sentence for each fault."""

import pytest

from subsidies.law.banks import BankFileError, Layout, csv_bytes, layouts

COLUMNS = (("收款户名", "account_name"), ("金额", "amount"))
PLAIN = Layout("x", "某银行", "csv", "gbk", COLUMNS)


def test_layout_of_every_bank_is_on_file():
    found = layouts()
    assert sorted(found) == ["corporate", "generic", "rural"]
    assert {key: (layout.format, layout.encoding) for key, layout in found.items()} == {
        "generic": ("csv", "utf-8-sig"),
        "rural": ("csv", "gbk"),
        "corporate": ("xlsx", ""),
    }
    assert all(len(pair) == 2 for layout in found.values() for pair in layout.columns)


def test_file_for_the_bank_has_a_heading_and_a_line_for_each_transfer():
    transfers = [
        {"account_name": "清和所", "amount": "1400.00"},
        {"account_name": "甲,乙", "amount": "1.00"},
    ]
    assert csv_bytes(PLAIN, transfers).decode("gbk") == (
        '收款户名,金额\r\n清和所,1400.00\r\n"甲,乙",1.00\r\n'
    )


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t"])
def test_what_a_spreadsheet_would_calculate_is_refused(first):
    name = first + "甲" * 60
    with pytest.raises(BankFileError) as refused:
        csv_bytes(PLAIN, [{"account_name": name, "amount": "1.00"}])
    assert refused.value.sentences == (
        f"“{first}{'甲' * 39}”以“{first}”开头，会被当作公式，请先更正单位账户。",
    )


def test_character_the_bank_cannot_read_is_named():
    with pytest.raises(BankFileError) as refused:
        csv_bytes(PLAIN, [{"account_name": "清和🏛🏛律所", "amount": "1.00"}])
    assert refused.value.sentences == ("户名中的“🏛”不能写成GBK，请改用别的格式。",)


def test_error_says_its_sentences_in_one():
    assert str(BankFileError("甲。", "乙。")) == "甲。乙。"
