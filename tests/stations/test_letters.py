"""The exact words of the papers of the network: slips and their answers, the duty plan, certificates."""

import uuid
from datetime import date, time, timedelta

from legalaid.platform.documents.models import Paper
from stations.domain import roster, training
from stations.domain.referral import send
from stations.models import Handler, Shift
from stations.workflow import REFERRAL
from tests.factories import START
from tests.papers import assert_words, paper_of

from .factories import center, moment, plan, post
from .test_referral import FACTS
from .test_training import DAY, attend, course, session, sit


def slip_of(office, **changes):
    facts = FACTS | {"to_station": center()} | changes
    sender = office.zhan1.staff.station
    return send(by=office.zhan1, token=uuid.uuid4(), from_station=sender, facts=facts, at=START)


def act(slip, key, by, hours, **facts):
    return REFERRAL.acts[key](slip, by=by, at=START + timedelta(hours=hours), **facts)


def test_slip_sent_returned_sent_again_and_accepted(office):
    slip = slip_of(office)
    assert_words(paper_of(slip, "referral_slip"), "首次发出")
    facts = {"codes": ["incomplete"], "reasons": ["材料或者信息不全", "不属于本单位职责"]}
    act(slip, "return_slip", office.chuangkou, 2, note="缺劳动关系证明", **facts)
    assert_words(paper_of(slip, "referral_receipt"), "退回")
    facts = {"facts": "已补考勤记录。", "documents": ["投诉登记表", "考勤记录"]}
    act(slip, "resend_slip", office.zhan1, 30, note="考勤记录已附上。", **facts)
    assert_words(paper_of(slip, "referral_slip"), "补正后再次发出")
    act(slip, "accept_slip", office.chuangkou, 32)
    assert_words(paper_of(slip, "referral_receipt"), "接收")


def test_slip_for_one_whose_number_nobody_took_down(office):
    slip = slip_of(office, id_number="", documents=[])
    assert_words(paper_of(slip, "referral_slip"), "没有证件号码和材料")


def test_duty_plan(office):
    Handler.objects.exclude(user__in=[office.lvshi, office.lvshi4]).update(active=False)
    post(office, place="中心大厅")
    post(office, name="法院值班", kind="court", starts=time(9), ends=time(12), pause=0)
    made = plan(office)
    Shift.objects.filter(roster=made, day__gt=date(2026, 3, 4)).delete()
    roster.publish(made, by=office.zhuren, at=moment(date(2026, 2, 26), 16))
    assert_words(paper_of(made, "duty_roster"), "两个岗位")


def test_certificate_after_the_test(office):
    row = course(office)
    sit(row, office.zhan1)
    attend(office, session(office, row), office.zhan1)
    assert_words(Paper.objects.get(kind="training_certificate"), "测验合格，有有效期")


def test_certificate_of_a_course_without_test(office):
    row = course(office, drawn=0, questions=0, valid_months=None)
    attend(office, session(office, row, DAY), office.lvshi)
    assert_words(Paper.objects.get(kind="training_certificate"), "完成培训")
    office.jiandu.staff.delete()
    training.certify(row, office.jiandu, by=office.shencha, at=moment(DAY, 18))
    attend(office, session(office, row, DAY + timedelta(days=7)), office.jiandu)
    assert_words(Paper.objects.filter(kind="training_certificate").latest("pk"), "没有单位")
