"""Which results a case can have (statistics tables 5-7)."""

import pytest

from cases.law.outcomes import unfitting

OTHER_KIND = "这一办理结果不用于此类案件，请重新选择。"


@pytest.mark.parametrize(
    ("outcome", "kind", "mode", "stage", "why"),
    [
        ("adopted", "criminal", "刑事辩护", "一审", ""),
        ("won", "criminal", "刑事辩护", "一审", OTHER_KIND),
        ("adopted", "civil", "民事诉讼代理", "一审", OTHER_KIND),
        ("won", "civil", "民事诉讼代理", "一审", ""),
        ("arbitrated", "civil", "劳动仲裁代理", "仲裁", ""),
        ("arbitrated", "civil", "", "仲裁", ""),
        ("arbitrated", "civil", "劳动仲裁代理", "尚未进入法律程序", ""),
        (
            "arbitrated",
            "civil",
            "民事诉讼代理",
            "一审",
            "民事诉讼代理的案件不会有“劳动仲裁裁决”，请按法院文书选择办理结果。",
        ),
        (
            "arbitrated",
            "civil",
            "",
            "二审",
            "二审的案件不会有“劳动仲裁裁决”，请按法院文书选择办理结果。",
        ),
    ],
)
def test_result_fits_kind_and_forum(outcome, kind, mode, stage, why):
    assert unfitting(outcome, kind, mode, stage) == why
