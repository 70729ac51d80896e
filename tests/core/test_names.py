"""The right spellings are written out: how names come from windows, sheets, chat, notices of courts and passports."""

import pytest

from legalaid.platform.core.names import name_key, name_sound, names_in, other_key

ONE_NAME = {
    "孙贵英": ("孙 贵 英", "孙　贵英", " 孙贵英\n", "孫貴英", "孙贵英（小名英子）", "孙贵英[女]",
                "孙\u200b贵\u2060英", "\ufeff孙贵英", "孙贵\u00ad英", "孙贵英\ufe0f", "孙贵英。"),
    "张伟": ("张  伟", "張偉", "张伟(曾用名张卫)", "张伟，又名张大伟", "张伟【已故】", "（绰号大头）张伟", "张伟（", "张\u3164伟", "张\u00a0伟", "张伟〔未成年〕"),
    "买买提·艾力": ("买买提•艾力", "买买提‧艾力", "买买提・艾力", "买买提･艾力", "买买提．艾力", "买买提.艾力", "买买提。艾力",
                   "买买提 · 艾力", "买买提··艾力", "买买提-艾力", "買買提·艾力", "买买提∙艾力", "买买提﹒艾力", "买买提—艾力"),
    "johnsmith": ("John Smith", "JOHN SMITH", "ＪＯＨＮ　ＳＭＩＴＨ", "john  smith", "John·Smith", "John-Smith", "John Smith (Johnny)"),
    "nguyễnvănan": ("Nguyễn Văn An", "NGUYỄN VĂN AN", "Nguyễn Văn An", "nguyễn  văn  an", "Nguyễn·Văn·An"),
    "䶮𠮷": ("䶮𠮷", "䶮 𠮷", "\ue863𠮷", "䶮\ufe00𠮷", "䶮𠮷\U000e0100"),
    "叶国强": ("葉國強", "葉国强", "叶國强", "叶　国强", "葉 國 強"),
    "吴德清": ("呉德淸", "吳德清", "吴徳清", "呉徳清", "吳 德 淸"),
    "扎西卓玛": ("扎西卓瑪", "扎西 卓玛", "扎西卓玛（女）", "扎西卓玛(藏族)", "扎西\u200d卓玛"),
    "宜宾宏达建材有限公司": ("宜宾宏达建材有限公司", "宜賓宏達建材有限公司", "宜宾（宏达）建材有限公司", "宜宾宏达建材 有限公司", "宜宾宏达建材有限公司 "),
    "大山": ("⼤山", "大 山", "大山(外号山哥)", "大\u2028山", "大山？"),
}  # fmt: skip


@pytest.mark.parametrize("key", ONE_NAME)
def test_every_way_of_writing_a_name_gives_one_key(key):
    assert {written: name_key(written) for written in ONE_NAME[key]} == dict.fromkeys(
        ONE_NAME[key], key
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("孙贵英", "孙桂英"), ("张伟", "张伟明"), ("买买提·艾力", "买买提·艾里"), ("欧阳建国", "阳建国"), ("王喆", "王哲"),
        ("中国石油（北京）有限公司", "中国石油（上海）有限公司"), ("杨堃", "杨坤"), ("John Smith", "Jon Smith"), ("José", "Josè"), ("李一一", "李一"),
    ],
)  # fmt: skip
def test_two_names_have_two_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("张伟（曾用名张卫）", "张卫"), ("张伟(曾用名：张 衛)", "张卫"), ("张伟，又名张大伟", "张大伟"), ("王强（绰号大头）", "大头"), ("（小名二娃）王强", "二娃"),
        ("李小红[英文名 Lily]", "lily"), ("张伟", ""), ("张伟（男）", ""), ("张伟（已故）", ""), ("张伟（法定代理人）", ""), ("张伟（1956年生）", ""),
        ("张伟（彝族）", ""), ("宜宾宏达（集团）有限公司", ""), ("原名扬", ""), ("大同律师事务所（普通合伙）", ""),
    ],
)  # fmt: skip
def test_other_name_is_what_somebody_is_also_called(written, other):
    assert other_key(written) == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("孙贵英", "孙桂英"), ("王小明", "王晓明"), ("张伟", "张炜"), ("李丽", "李莉"), ("买买提·艾力", "麦麦提 艾里"), ("John Smith", "SMITH, John"),
        ("José Pérez", "Perez Jose"), ("单国强", "善国强"), ("萧军", "肖军"), ("阎立新", "闫立新"),
    ],
)  # fmt: skip
def test_names_said_alike_have_one_sound(one, other):
    assert name_sound(one) == name_sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("孙贵英", "孙秀英"), ("王建国", "王建军"), ("张宁", "张林"), ("西安", "先"), ("John Smith", "John Smythe")],
)  # fmt: skip
def test_names_said_otherwise_have_two_sounds(one, other):
    assert name_sound(one) != name_sound(other)


@pytest.mark.parametrize("written", ["", " ", "·", "（）", "。", "\u200b"])
def test_what_holds_no_name_has_no_key(written):
    assert (name_key(written), name_sound(written)) == ("", "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四", ["张三", "李四"]), ("张 三、李　四", ["张三", "李四"]), ("张三 李四", ["张三", "李四"]), ("张 三 李四；王五六", ["张三", "李四", "王五六"]),
        ("张三,李四\n王五", ["张三", "李四", "王五"]), ("买买提 · 艾力，古丽", ["买买提·艾力", "古丽"]), ("John Smith、王五", ["John Smith", "王五"]),
        ("", []), ("、。", []),
    ],
)  # fmt: skip
def test_names_written_one_after_another(text, names):
    assert names_in(text) == names
