import uuid
from datetime import date, timedelta

from legalaid.platform.accounts.models import User
from stations.domain import swap as acts
from stations.domain.referral import send
from stations.workflow import REFERRAL, SWAP
from tests.factories import START
from tests.stations.factories import handler, moment, post, published, shift_of

from .walk import Walk

SLIP = {"matter": "wages", "name": "李国强", "phone": "13800138000", "address": "清和县城关镇",
        "facts": "某公司拖欠三个月工资。", "documents": ["投诉登记表"], "consent": "当面口头同意"}  # fmt: skip
RETURN = {"codes": ["incomplete"], "reasons": ["材料不全"]}
RESEND = {"facts": "已补工资条。", "documents": ["投诉登记表", "工资条"]}
DONE = {"result": "resolved", "text": "工资已付清。"}


def _slip(county):
    """From the station of zhan2 to the station of zhan1."""
    facts = SLIP | {"to_station": county.zhan1.staff.station}
    station = county.zhan2.staff.station
    row = send(by=county.zhan2, token=uuid.uuid4(), from_station=station, facts=facts, at=START)
    return Walk(REFERRAL, row)


def referral(county):
    """From the station of zhan2 to that of zhan1."""
    walk = _slip(county)
    yield walk.row
    yield from walk.aside("recall_slip", county.zhan2, reason="当事人改变主意")

    yield walk.act("return_slip", county.zhan1, **RETURN)
    yield walk.act("resend_slip", county.zhan2, **RESEND)
    yield walk.act("accept_slip", county.zhan1)
    yield walk.act("close_slip", county.zhan1, **DONE)


def unanswered(county):
    """The same while nobody at the receiving station has an account."""
    walk = _slip(county)
    User.objects.filter(staff__station=county.zhan1.staff.station).update(is_active=False)
    yield walk.row
    yield from walk.aside("return_slip", county.zhan2, **RETURN)
    yield walk.act("accept_slip", county.zhan2)
    yield walk.act("close_slip", county.zhan2, **DONE)


def swap(county):
    """The duty lawyer lvshi asks lvshi2."""
    post(county)
    published(county)
    before = moment(date(2026, 2, 27), 9)
    shift, other = shift_of("lvshi"), handler("lvshi2")
    row = acts.ask(shift, by=county.lvshi, other=other, reason="开庭", at=before)
    walk = Walk(SWAP, row, at=before, pace=timedelta(minutes=5))
    yield walk.row
    yield from walk.aside("decline", county.lvshi2)
    yield from walk.aside("withdraw", county.lvshi)

    yield walk.act("agree", county.lvshi2)
    yield from walk.aside("refuse", county.zhuren)
    yield walk.act("approve", county.zhuren)
