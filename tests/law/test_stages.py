"""Which stages go with which form of aid."""

import pytest

from cases.law import stages
from cases.law.grounds import MODES
from cases.law.questions import STAGES_OF


@pytest.mark.parametrize(
    ("kind", "mode", "offered"),
    [
        ("civil", "劳动仲裁代理", "尚未进入法律程序 调解 仲裁"),
        ("civil", "民事诉讼代理", "尚未进入法律程序 调解 一审 二审 申诉 审判监督 执行"),
        ("civil", "非诉讼代理", "尚未进入法律程序 调解"),
        ("administrative", "行政复议代理", "尚未进入法律程序 行政处理 行政复议"),
        ("administrative", "行政诉讼代理", "尚未进入法律程序 一审 二审 申诉 审判监督 执行"),
        ("administrative", "国家赔偿代理", "尚未进入法律程序 一审 二审 申诉 审判监督 国家赔偿"),
        ("criminal", "刑事辩护", "侦查 审查起诉 一审 二审 死刑复核 申诉 审判监督 执行"),
    ],
)
def test_stages_offered_for_a_form_of_aid(kind, mode, offered):
    assert " ".join(stages.stages(kind, mode)) == offered


@pytest.mark.parametrize(
    ("kind", "stage", "next_stage"),
    [
        ("criminal", "一审", "执行"),
        ("criminal", "二审", "执行"),
        ("criminal", "审判监督", "执行"),
        ("criminal", "执行", "申诉"),
        ("administrative", "国家赔偿", "一审"),
    ],
)
def test_stage_that_may_follow(kind, stage, next_stage):
    assert next_stage in stages.following(kind, stage)


def test_every_form_of_aid_and_every_stage_go_together_somewhere():
    pairs = [
        (kind, mode.code, stage)
        for kind, modes in MODES.items()
        for mode in modes
        for stage in stages.stages(kind, mode.code)
    ]
    assert {(kind, mode) for kind, mode, _ in pairs} == {
        (kind, mode.code) for kind, modes in MODES.items() for mode in modes
    }
    assert {(kind, stage) for kind, _, stage in pairs} == {
        (kind, stage) for kind, known in STAGES_OF.items() for stage in known
    }


def test_mismatch_names_the_stages_that_would_fit():
    assert stages.mismatch("civil", "劳动仲裁代理", "仲裁") == ""
    assert (
        stages.mismatch("civil", "劳动仲裁代理", "一审")
        == "援助方式为“劳动仲裁代理”的，所处阶段应为尚未进入法律程序、调解、仲裁，不能是“一审”。"
    )


@pytest.mark.parametrize(
    ("kind", "stage", "role", "mode"),
    [
        ("civil", "尚未进入法律程序", "", ""),
        ("civil", "仲裁", "申请人", "劳动仲裁代理"),
        ("civil", "一审", "原告", "民事诉讼代理"),
        ("criminal", "一审", "被告人", "刑事辩护"),
        ("criminal", "侦查", "被害人", "刑事被害人代理"),
        ("criminal", "侦查", "", ""),
    ],
)
def test_form_of_aid_that_follows_is_proposed_and_no_other(kind, stage, role, mode):
    modes = [row.code for row in MODES[kind]]
    assert stages.proposed(kind, stage, role, modes) == mode
