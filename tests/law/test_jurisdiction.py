"""Law art. 38, in the sentences the window reads."""

import pytest

from cases.law.jurisdiction import jurisdiction

COURT = "法律援助法第三十八条：诉讼事项由办案机关所在地的法律援助机构受理。"
OUTSIDE = "法律援助法第三十八条：非诉讼事项由争议处理机关所在地或者事由发生地的法律援助机构受理。"


@pytest.mark.parametrize(
    ("stage", "organ", "passed", "sentence"),
    [
        ("一审", "清和县人民法院", True, COURT + "“清和县人民法院”在本县。"),
        ("调解", "清和县司法局", True, OUTSIDE + "“清和县司法局”在本县。"),
        ("侦查", "邻水县公安局", False, COURT + "“邻水县公安局”不在本县，应告知向该地申请。"),
        ("仲裁", "邻水县仲裁委员会", None, OUTSIDE + "“邻水县仲裁委员会”不在本县，请核对事由是否发生在本县。"),
        ("一审", "", None, COURT + "请核对办案机关所在地。"),
        ("尚未进入法律程序", "", None, OUTSIDE + "请核对事由是否发生在本县。"),
        ("二审", "最高人民法院", None, COURT + "请核对“最高人民法院”是否在本县。"),
        ("行政复议", "省人民政府", None, OUTSIDE + "请核对“省人民政府”是否在本县。"),
        ("执行", "延边朝鲜族自治州中级人民法院", False, COURT + "“延边朝鲜族自治州中级人民法院”不在本县，应告知向该地申请。"),
    ],
)  # fmt: skip
def test_who_receives_the_application(stage, organ, passed, sentence):
    found = jurisdiction(stage, organ, "清和县")
    assert (found.passed, found.reasons, found.article) == (
        passed,
        (sentence,),
        "法律援助法第三十八条",
    )


@pytest.mark.parametrize(
    "stage",
    ["侦查", "审查起诉", "一审", "二审", "审判监督", "死刑复核", "申诉", "国家赔偿", "执行"],
)
def test_stages_before_an_organ_of_justice_are_litigation(stage):
    assert jurisdiction(stage, "邻水县人民法院", "清和县").passed is False


@pytest.mark.parametrize("stage", ["尚未进入法律程序", "调解", "仲裁", "行政处理", "行政复议"])
def test_stages_out_of_court_may_arise_here(stage):
    assert jurisdiction(stage, "邻水县人民政府", "清和县").passed is None
