"""What colleagues are told stands in the centre's own words, and never outgrows a message."""

from datetime import timedelta

import pytest

from cases.domain.reminders import remind
from legalaid.platform.notifications.models import Message
from legalaid.platform.notifications.send import notify, notify_all
from legalaid.platform.notifications.sentences import SENTENCES
from legalaid.platform.notifications.wording import reword
from tests.factories import START, do, new_case, walk


@pytest.fixture
def anew(county):
    def say(key, text):
        reword(SENTENCES[key], by=county.zhuren, text=text, code="", active=True, reason="平常些")

    return say


def texts(user, kind):
    return list(Message.objects.filter(user=user, kind=kind).values_list("text", flat=True))


def test_turn_is_told_in_the_words_of_the_centre(county, anew):
    case = walk(county, "pass_form", case=new_case(county))
    anew("next_turn", "{案号}到您这里了（{状态}）。")
    do(case, county, "recommend", case.changed_at)
    assert texts(county.zhuren, "turn") == [f"{case.number}到您这里了（待决定）。"]


def test_limits_are_told_in_the_words_of_the_centre_and_again_in_those_of_the_house(county, anew):
    case = walk(county, "accept", case=new_case(county))
    late = START + timedelta(days=12)
    anew("limit_late", "{案号}的{期限}{日期}就到期了，{后果}")
    remind(late, timedelta(days=1))
    assert texts(county.shencha, "due") == [
        f"{case.number}的审查并作出决定3月10日就到期了，已超期。"
    ]

    anew("limit_late", SENTENCES["limit_late"].text)
    remind(late + timedelta(days=7), timedelta(days=1))
    assert f"{case.number}“审查并作出决定”已于3月10日期满，已超期。" in texts(county.shencha, "due")


def test_message_too_long_for_its_row_is_cut(county):
    notify(county.lvshi, key="one", kind="due", text="长" * 250)
    notify_all([county.lvshi], about="many", kind="due", text="长" * 250)
    assert texts(county.lvshi, "due") == ["长" * 200] * 2
