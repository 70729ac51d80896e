"""Telephone numbers as callers, offices and other systems write them; each has one spelling or is kept as it is and marked."""

import pytest

from legalaid.platform.core.phones import read_phone
from legalaid.platform.core.text import visible

CERTAIN = """
+8613900001001 13900001001
8613900001002 13900001002
008613900001002 13900001002
+86 139 0000 1002 13900001002
013900001002 13900001002
139 0000 1003 13900001003
139-0000-1004 13900001004
139.0000.1004 13900001004
１３９００００１０１０ 13900001010
手机：13900001010 13900001010
13900001007（本人） 13900001007
13900001007(女儿) 13900001007
19200001005 19200001005
17090001006 17090001006
16612345678 16612345678
4008208820 4008208820
400-820-8820 4008208820
400 820 8820 4008208820
8008101234 8008101234
12345 12345
12348 12348
95518 95518
10086 10086
110 110
01012345678 010-12345678
010-12345678 010-12345678
(010)62345678 010-62345678
021 6234 5678 021-62345678
(0831)5212348 0831-5212348
（0831）2345678 0831-2345678
0831 5212348 0831-5212348
08315212348 0831-5212348
0831－5212348 0831-5212348
0831—5212348 0831-5212348
+86 831 5212348 0831-5212348
0831-5212348-801 0831-5212348-801
0831-5212348转801 0831-5212348-801
0831-5212348 ext 801 0831-5212348-801
4008208820转2 4008208820-2
0571-87654321 0571-87654321
0831-12348 0831-12348
5212348 5212348
62345678 62345678
+852 9123 4567 +85291234567
0085291234567 +85291234567
85291234567 +85291234567
+1 650 253 0000 +16502530000
"""
DOUBTFUL = (
    "13900001008/13900001009", "1390000300", "139000010011", "9997654321", "12900001001", "十三八", "问村委会", "13900001007转801", "0831-521234",
    "138000", "0", "123", "13800138000 13900001001",
)  # fmt: skip
NOBODY = (
    "",
    "  ",
    "无",
    "未知",
    "没有",
    "不详",
    "-",
    "/",
    "138****1012",
    "*******",
    "139-****-1012",
)


@pytest.mark.parametrize("line", CERTAIN.strip().splitlines())
def test_number_that_is_certain_has_one_spelling(line):
    written, spelled = line.rsplit(" ", 1)
    found = read_phone(written)
    assert (found.text, found.doubtful) == (spelled, False)


def test_number_pasted_from_a_chat_is_certain():
    written = ("\u202d13900001011\u202c", "\u200b139\u200b00001011", "\ufeff13900001011", "1390000\u00ad1011", "13900001011\u2069", "139\u00a000001011")  # fmt: skip
    assert {read_phone(one).text for one in written} == {"13900001011"}


@pytest.mark.parametrize("written", DOUBTFUL)
def test_number_that_is_not_certain_is_kept_and_marked(written):
    found = read_phone(written)
    assert (found.text, found.doubtful) == (written, True)


@pytest.mark.parametrize("written", NOBODY)
def test_what_reaches_nobody_is_no_number(written):
    found = read_phone(written)
    assert (found.text, found.doubtful) == ("", False)


def test_spelling_is_read_as_itself():
    spelled = [line.rsplit(" ", 1)[1] for line in CERTAIN.strip().splitlines()]
    assert [read_phone(one).text for one in spelled] == spelled


@pytest.mark.parametrize(("pasted", "seen"), [
    ("\u202d李国强\u202c", "李国强"), ("李\u200b国强", "李国强"), ("\ufeff李国强", "李国强"), ("工资\u00ad拖欠", "工资拖欠"), ("欠薪\x07", "欠薪"),
    ("第一行\n第二行\t末", "第一行\n第二行\t末"), ("李\u200d国强", "李国强"), ("\u2066李国强\u2069", "李国强"), ("a\u2060b\u200eb", "abb"),
    ("ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ"), ("می\u200cخواهم", "می\u200cخواهم"), ("👨\u200d👩", "👨\u200d👩"), ("张 三", "张 三"), ("plain", "plain"),
])  # fmt: skip
def test_what_cannot_be_seen_is_taken_out_and_what_spells_a_word_stays(pasted, seen):
    assert visible(pasted) == seen


def test_landline_of_a_large_city_has_eight_digits():
    assert [read_phone(text).doubtful for text in ("010-5212348", "010-52123481")] == [True, False]
