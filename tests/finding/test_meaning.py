"""What is typed finds whom it means, and nobody else: every kind of number and every way to write or say a name. No database."""

from types import SimpleNamespace

import pytest

from cases.queries.meaning import alternatives
from cases.queries.tokens import tokens_of
from legalaid.faces.finding.asked import Asked

NUMBER = "清和援案〔2026〕0012号"


def finds(typed, *, name="李国强", document="440524198801010011", phone="13800138000", parties=(), number=NUMBER, endings=True):  # fmt: skip
    applicant = SimpleNamespace(name=name, id_number=document, phone=phone)
    case = SimpleNamespace(number=number, earlier_id=None)
    tokens = set(tokens_of(case, applicant, [SimpleNamespace(name=one) for one in parties]).split())
    return any(tokens.issuperset(group) for group in alternatives(typed, endings=endings))


LINES = {
    "0831-2345678": ("0831-2345678", "08312345678", "(0831)2345678", "（0831） 2345678", "0831 2345678", "+86 831 2345678", "０８３１－２３４５６７８",
                     "2345678", "234-5678", "234 5678", "0831-2345678-801", "0831-2345678转801", "(0831)2345678 转 801", "5678", "电话：0831-2345678"),
    "0831-2345678-801": ("0831-2345678", "2345678", "0831-2345678-801", "0831-2345678转802", "5678"),
    "010-62345678": ("010-62345678", "01062345678", "(010)62345678", "62345678", "6234 5678", "5678"),
    "0755-82345678": ("0755-82345678", "075582345678", "82345678", "+86-755-82345678"),
    "2345678": ("2345678", "0831-2345678", "(0831)2345678", "234-5678", "5678"),
    "13800138000": ("13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "8613800138000", "013800138000", "１３８００１３８０００", "8000",
                    "手机：138 0013 8000"),
    "4008208820": ("400-820-8820", "4008208820", "400 820 8820"),
    "+85261234567": ("+852 6123 4567", "85261234567", "61234567", "00852-61234567"),
}  # fmt: skip


@pytest.mark.parametrize("phone", LINES)
def test_telephone_is_found_however_it_is_typed(phone):
    assert [one for one in LINES[phone] if not finds(one, phone=phone)] == []


@pytest.mark.parametrize(
    "typed", ["0831-2345679", "010-2345678", "2345679", "831", "801", "12345678", "0831"]
)
def test_another_telephone_is_not(typed):
    assert finds(typed, phone="0831-2345678-801") is False


DOCUMENTS = {
    "E12345678": ("E12345678", "e12345678", "E 1234 5678", "Ｅ１２３４５６７８", "护照：E12345678", "5678"),
    "EA1234567": ("EA1234567", "ea1234567", "EA 1234567"),
    "G23456789": ("G23456789", "g23456789", "G-23456789"),
    "H12345678": ("H12345678", "h12345678", "H1234567801", "H12345678(01)", "H 12345678"),
    "M1234567801": ("M12345678", "M1234567801", "m12345678（01）"),
    "01234567": ("01234567", "0123 4567", "０１２３４５６７", "01234567(B)"),
    "TK1234567": ("TK1234567", "tk1234567"),
    "810000199408230021": ("810000199408230021", "810000940823002", "0021"),
    "USA320112345678": ("USA320112345678", "usa 320112345678"),
    "440524198801010011": ("440524198801010011", "440524 19880101 0011", "440524-19880101-0011", "４４０５２４１９８８０１０１００１１", "440524880101001",
                           "440524 880101 001", "0011"),
    "11010519491231002X": ("11010519491231002x", "11010519491231002Ｘ", "110105491231002", "002X", "002x"),
    "110105491231002": ("11010519491231002X", "110105491231002", "11010519491231002x", "110105 491231 002", "002x"),
}  # fmt: skip


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_is_found_however_it_is_typed(document):
    assert [one for one in DOCUMENTS[document] if not finds(one, document=document)] == []


@pytest.mark.parametrize(
    "typed", ["E12345679", "G12345678", "12345678", "E1234567", "440524880101002", "EE12345678"]
)
def test_another_document_is_not(typed):
    assert finds(typed, document="E12345678") is False


NAMES = {
    "任长霞": ("rcx", "rzx", "renchangxia", "renzhangxia", "任长霞", "任長霞", "任 长 霞", "长霞", "任"),
    "翟志刚": ("zzg", "dzg", "zhaizhigang", "dizhigang", "翟"),
    "缪小芳": ("mxf", "miaoxiaofang", "mouxiaofang", "miuxiaofang", "繆小芳"),
    "曾国强": ("zgq", "cgq", "zengguoqiang", "cengguoqiang", "曾國強"),
    "单晓明": ("sxm", "dxm", "cxm", "shanxiaoming", "danxiaoming", "單曉明"),
    "重阳": ("cy", "zy", "chongyang", "zhongyang"),
    "乐行知": ("yxz", "lxz", "yhz", "lhz", "yuexingzhi", "lexingzhi", "lehangzhi", "樂行知"),
    "覃朝阳": ("qcy", "tcy", "qzy", "tzy", "qinzhaoyang", "tanchaoyang"),
    "仇重庆": ("qcq", "czq", "qiuchongqing", "chouzhongqing"),
    "解乐盛": ("xls", "jyc", "xielesheng", "jieyuesheng"),
    "朴娜": ("pn", "piaona", "puna", "punuo"),
    "尉迟恭": ("ycg", "wcg", "yuchigong", "weichigong"),
    "万俟强": ("mqq", "wsj", "moqiqiang", "wansiqiang"),
    "区藏": ("oz", "qc", "ouzang", "qucang"),
    "吕女": ("ln", "lvnv", "lünü", "lyunyu", "lunu", "呂女"),
    "盖茜": ("gq", "gx", "geqian", "gaixi", "蓋茜"),
    "买买提·艾力": ("买买提·艾力", "买买提艾力", "买买提.艾力", "买买提•艾力", "买买提 艾力", "買買提・艾力", "mmtal", "maimaitiaili", "艾力"),
    "孙贵英（小名英子）": ("孙贵英", "孫貴英", "孙 贵 英", "孙\u200b贵英", "孙贵英（小名英子）", "英子", "sgy", "孙贵英（"),
    "張國榮": ("张国荣", "張國榮", "张国榮", "zgr"),
    "John Smith": ("john smith", "Smith John", "JOHN SMITH", "Ｊｏｈｎ", "smith"),
    "李国强": ("李国强 13800138000", "李国强13800138000", "李国强，138 0013 8000", "李国强 0011", "lgq 0011", "李国强 440524880101001",
               "李國強 2026-12"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_name_is_found_however_it_is_typed(name):
    assert [one for one in NAMES[name] if not finds(one, name=name)] == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ygq", "王国强"), ("rzx", "任大霞"), ("zgq", "李国强"), ("翟", "狄志刚"), ("张三 李四", "张三"), ("李国强 13900139000", "李国强"),
        ("李国强 9000", "李国强"), ("孙桂英", "孙贵英"),
    ],
)  # fmt: skip
def test_another_name_is_not(typed, name):
    assert finds(typed, name=name) is False


def test_both_sides_of_a_case_are_typed_together():
    firm = "清和县宏达建筑工程有限公司第2项目部"
    for typed in (
        "李国强 宏达建筑",
        "宏达建筑　李國強",
        "lgq hdjz",
        firm,
        "第2项目部",
        "清和縣宏達建築",
    ):
        assert finds(typed, parties=[firm]) is True, typed
    assert finds("李国强 永兴纺织", parties=[firm]) is False


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER, "清和援案〔2026〕12号", "清和援案(2026)0012号", "清和援案（２０２６）００１２号", "2026-0012", "2026-12", "2026 12", "20260012", "202612", "0012", "12",
        "0012号", "第12号", "援案0012", "清和援案[2026]第12号",
    ],
)  # fmt: skip
def test_number_of_ours_is_found_however_it_is_typed(typed):
    assert finds(typed, endings=False) is True


@pytest.mark.parametrize(
    "typed", ["2025-12", "2026-13", "202621", "清和援案〔2026〕0120号", "第21号", "20261"]
)
def test_another_number_of_ours_is_not(typed):
    assert finds(typed) is False


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("8000", {}), ("0011", {}), ("002x", {"document": "11010519491231002X"}), ("2345678", {"phone": "0831-2345678"}), ("234 5678", {"phone": "2345678"}),
        ("62345678", {"phone": "010-62345678"}), ("01234567", {"document": "01234567"}), ("4008208820", {"phone": "4008208820"}),
        ("123456789", {"document": "123456789"}), ("李国强 8000", {}), ("61234567", {"phone": "+85261234567"}), ("5678", {"document": "E12345678"}),
    ],
)  # fmt: skip
def test_few_digits_find_a_person_only_for_who_may_see_them(typed, facts):
    assert (finds(typed, **facts), finds(typed, **facts, endings=False)) == (True, False)


@pytest.mark.parametrize(
    ("typed", "private", "unlogged"),
    [
        ("0831-2345678", True, True), ("（0831）2345678", True, True), ("2345678", True, True), ("010-62345678", True, True), ("62345678", True, True),
        ("0831-2345678转801", True, True), ("138-0013-8000", True, True), ("E12345678", True, True), ("h12345678(01)", True, True), ("01234567", True, True),
        ("440524-19880101-0011", True, True), ("440524880101001", True, True), ("11010519491231002Ｘ", True, True), ("李国强 E12345678", False, True),
        ("李国强 0831-2345678", False, True), ("李国强 138-0013-8000", False, True),
        ("电话：0831-2345678", True, True), ("身份证号：440524198801010011", True, True),
        ("0012", False, False), ("20260012", False, False), ("2026-0012", False, False), (NUMBER, False, False), ("李国强", False, False),
        ("申请:2026-03-05~2026-04-05", False, False), ("第2项目部", False, False), ("12348", False, False),
    ],
)  # fmt: skip
def test_number_of_a_person_goes_into_no_address(typed, private, unlogged):
    asked = Asked.of(typed)
    assert (asked.private, asked.unlogged) == (private, unlogged)
