"""A county in which every page has something to show: a case, slip, number, batch or notice in each of its states.

`fill(people)` makes it and gives the addresses from which each person starts; the links lead on from there.
"""

import random
import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import draft_document
from cases.domain.lapse import LOOKED
from cases.enums import FollowUpResult
from cases.models import Assignment, HandbookPage
from cases.workflow import CASE
from legalaid.demo import network, outreach, roster, training
from legalaid.demo.management.commands import seed_demo
from legalaid.faces.lists.models import SavedView
from legalaid.platform.accounts.invitations import invite
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import held
from stations.domain import duty
from stations.domain import station as stations
from stations.domain.referral import send
from stations.domain.training import start_test
from stations.hall.domain.ticket import call_next, receive, take
from stations.hall.models import Hall
from stations.models import Course, Handler, OutreachEvent, Shift, Station, TrainingSession
from stations.workflow import REFERRAL
from subsidies.law.returns import Answer
from subsidies.models import Entry
from subsidies.workflow import BATCH, STANDARD
from tests.cases.test_consultation import consult
from tests.cases.test_notice import notified
from tests.factories import LINE, START, do, earlier_today, facts_for, new_case, walk
from tests.hall.windows import window
from tests.helps import at_a_post, helped
from tests.journeys.alive_assigned import assigned
from tests.journeys.alive_complaint import complaints
from tests.journeys.alive_objection import objections
from tests.journeys.alive_online import sent_in
from tests.journeys.alive_quality import quality
from tests.journeys.alive_supervised import supervised
from tests.journeys.alive_told import telling
from tests.journeys.ended import ended, shown
from tests.journeys.forks import forks
from tests.portal.test_notices import prepare, publish
from tests.rights.walks.case import COOPERATION
from tests.stations.test_referral import FACTS
from tests.stations.test_training import sit
from tests.subsidies import month
from tests.subsidies.test_proposal import appropriation, enter

TURN = {Role.WINDOW: "chuangkou", Role.STATION: "zhan1", Role.REVIEWER: "shencha", Role.DIRECTOR: "zhuren", Role.HANDLER: "lvshi"}  # fmt: skip
PICKED = ("notices/assign", "bulk/assign", "bulk/message", "bulk/papers", "bulk/export")
CROWD = 20  # cases of the demo county besides


def fill(people):
    """[(who, address)], beside those listed in the test."""
    with held():
        seed_demo.fill(random.Random(7), CROWD, CROWD)
        seed_demo.bind_newest()
        found = cases(people) + forks(people)  # before the demo's leave, which may be today's
        for layer in (network, roster, training, outreach):
            layer.fill(random.Random(7))
    later = (reception, slips, money, duties, courses, places, notices, jobs)
    for part in (*later, quality, complaints, assigned, supervised, telling, sent_in):
        found += part(people)
    return found


def cases(people):
    """A case in each state, all of it and as it opens, for whoever it waits for."""
    start = timezone.now() - timedelta(days=len(LINE) + 2)
    made = [
        new_case(people, at=start),
        *(walk(people, step, at=start + timedelta(hours=n)) for n, step in enumerate(LINE, 1)),
    ]
    due = timezone.localdate() + timedelta(days=9)
    asides = (
        ("accept", "request_supplement", "shencha", {"items": ["工资条"], "due": due}),
        ("pass_form", "request_cooperation", "shencha", COOPERATION | {"due": due}),
        ("recommend", "refuse", *facts_for("refuse", due)),
        ("accept", "withdraw", "chuangkou", {"reason": "已和解"}),
        (
            "report_closure",
            "return_closure",
            "shencha",
            {"reasons": ["缺签名"], "note": "请补签。"},
        ),
        (
            "follow_up",
            "ask_item",
            "guidang",
            {"slot": "hearing", "item": "庭审笔录", "due": due, "reason": "缺第二次庭审的笔录。"},
        ),
        (
            "hold_first_meeting",
            "schedule_hearing",
            "lvshi",
            {
                "starts_at": timezone.now() + timedelta(days=9),
                "organ": "清和县仲裁委",
                "place": "一号庭",
            },
        ),
        (
            "hold_first_meeting",
            "replace_handler",
            "zhuren",
            {"handler": people.lvshi2.handler, "reason": "调离"},
        ),
    )
    end = start + timedelta(days=len(LINE))
    for until, key, who, facts in asides:
        made.append(walk(people, until, at=start))
        CASE.acts[key](made[-1], by=getattr(people, who), at=end, **facts)
    refused = next(case for case in made if case.state == "refused")
    gaps = new_case(people, at=start)
    CASE.acts["accept_with_gaps"](
        gaps, by=people.chuangkou, at=start, owed=["工资标准和拖欠证明"], owed_by=due
    )
    asked = {"items": ["工资条"], "due": timezone.localdate(start) + timedelta(days=3)}
    lapsed, back = (walk(people, "accept", at=start) for _ in range(2))
    later = start + timedelta(days=1, hours=2)
    for row in (lapsed, back):
        CASE.acts["request_supplement"](row, by=people.chuangkou, at=later, **asked)
    told = {"note": "电话无人接听。", "told": "当面告知。"}
    CASE.acts["deem_withdrawn"](back, by=people.chuangkou, looked=LOOKED, **told)
    made.append(lapsed)
    replaced = next(row for row in made if row.handler == people.lvshi2.handler)
    alarmed = walk(people, "approve_closure", at=start)
    told_badly = facts_for("follow_up", due)[1] | {"met": False, "money_asked": True}
    CASE.acts["follow_up"](alarmed, by=people.guidang, at=end, **told_badly)
    CASE.acts["try_follow_up"](alarmed, by=people.chuangkou, at=end, result=FollowUpResult.OFF)
    came = dict.fromkeys(("dated_on", "received_on"), timezone.localdate(start))
    came["apart"] = "同名的另一人，另一件案件。"
    told = notified(people, at=start, notice=came)
    wanted = notified(people, at=start, notice=came | {"number": "清法援通〔2026〕21号"})
    first_met(wanted, people, start, consented=True)
    unwanted = notified(people, at=start, notice=came | {"number": "清法援通〔2026〕22号"})
    first_met(unwanted, people, start, consented=False, refusal="家属已经另行委托律师。")
    for steps in (
        ("pre_review",),
        ("pre_review", "hand_over"),
        ("pre_review", "hand_over", "return_to_station"),
    ):
        made.append(new_case(people, by=people.zhan1, station=people.zhan1.staff.station, at=start))
        for step in steps:
            by, facts = passage(people)[step]
            CASE.acts[step](made[-1], by=by, at=start, **facts)
    made += ended(people, start, end)
    waits = [(TURN.get(case.turn, "zhuren"), f"{case.get_absolute_url()}?all=1") for case in made]
    offered, accepted, closing = (
        made[1 + LINE.index(step)] for step in ("assign", "accept_assignment", "approve_closure")
    )
    return [
        ("chuangkou", f"{gaps.get_absolute_url()}done/accept_with_gaps/"),
        *(("chuangkou", row.get_absolute_url()) for row in (back, refused)),
        ("zhuren", made[4].get_absolute_url()),
        *((who, f"{told.get_absolute_url()}?all=1") for who in ("chuangkou", "zhuren")),
        ("lvshi", f"{wanted.get_absolute_url()}?all=1"),
        *((who, f"{unwanted.get_absolute_url()}?all=1") for who in ("chuangkou", "zhuren")),
        ("lvshi2", f"{replaced.get_absolute_url()}?all=1"),
        *((who, f"{alarmed.get_absolute_url()}?all=1") for who in ("jiandu", "zhuren")),
        *(("zhuren", f"{case.get_absolute_url()}?all=1") for case in (offered, accepted)),
        ("shencha", f"{closing.get_absolute_url()}?all=1"),
        ("chuangkou", f"{gaps.get_absolute_url()}?all=1"),
        *lists(people, accepted, gaps),
        *objections(people, refused),
        *shown(*made[-5:]),
        *waits,
    ]


def first_met(case, people, start, **said):
    """The first meeting of a defence, where whoever is accused says whether the lawyer is wanted."""
    for number, step in enumerate(("assign", "accept_assignment", "sign_agreement"), 1):
        do(case, people, step, start + timedelta(hours=number))
    do(case, people, "hold_first_meeting", start + timedelta(hours=4), **said)


def lists(people, *cases):
    """Cases chosen in the list, one of them out of sight; a view that is shared and names what the list has no more."""
    chosen = "&".join(f"pk={case.pk}" for case in cases) + "&pk=0"
    view = SavedView.objects.create(
        owner=people.zhuren,
        station=people.zhuren.staff.station,
        listing="cases:list",
        name="劳动报酬在办",
        text="状态:在办 案由:劳动报酬 案源地:外省",
        columns=["案件编号", "案源地"],
    )
    return [
        *(("zhuren", f"/cases/{act}/?{chosen}") for act in PICKED),
        ("chuangkou", f"/cases/bulk/calls/?{chosen}"),
        *((who, view.get_absolute_url()) for who in ("zhuren", "chuangkou")),
        ("zhuren", f"{view.get_absolute_url()}edit/?list=cases:list&q=状态:在办"),
    ]


def passage(people):
    return {
        "pre_review": (
            people.zhan1,
            {"proposal": "accept", "opinion": "材料齐全，建议受理。", "checked": ["identity"]},
        ),
        "hand_over": (people.zhan1, {"materials": ["法律援助申请表"]}),
        "return_to_station": (
            people.chuangkou,
            {"codes": ["signature"], "reasons": ["申请表没有申请人签名"]},
        ),
    }


def reception(people):
    """Questions open and answered; a hall with a number waiting, called and served; the screen and the kiosk without login."""
    waiting, answered = consult(people, channel="letter", reply=None), consult(people)
    draft_document(answered, by=people.chuangkou, title="民事起诉状")
    desk = window(people, 1, people.chuangkou)
    numbers = [take(station=desk.station, purpose="consult", by=people.chuangkou) for _ in range(3)]
    receive(call_next(by=people.chuangkou), by=people.chuangkou)
    hall = Hall.objects.get()
    ticket = numbers[-1]
    return [
        *(("chuangkou", row.get_absolute_url()) for row in (waiting, answered, *helped(people))),
        ("zhuren", HandbookPage.objects.first().get_absolute_url()),
        *(
            ("chuangkou", reverse(f"hall:{name}", args=[ticket.pk]))
            for name in ("ticket", "ticket_slip")
        ),
        ("", reverse("hall:screen", args=[hall.screen])),
        ("", reverse("statistics:hall", args=[hall.screen])),
        ("", reverse("hall:kiosk", args=[hall.kiosk])),
        ("", reverse("hall:kiosk_slip", args=[hall.kiosk, ticket.token])),
    ]


def slips(people):
    """Slips from the centre to a station: sent, accepted, returned."""
    facts = FACTS | {"to_station": people.zhan1.staff.station}
    sent, accepted, returned = (
        send(
            by=people.chuangkou,
            token=uuid.uuid4(),
            from_station=Station.objects.get(parent=None),
            facts=facts,
        )
        for _ in range(3)
    )
    REFERRAL.acts["accept_slip"](accepted, by=people.zhan1)
    REFERRAL.acts["return_slip"](
        returned, by=people.zhan1, codes=["other"], reasons=["请补充联系电话"]
    )
    shown = (("chuangkou", sent), ("zhan1", sent), ("zhan1", accepted), ("chuangkou", returned))
    return [(who, slip.get_absolute_url()) for who, slip in shown]


def money(people):
    """Standards, a batch in each state, something to be approved."""
    in_force = month.standard(people)
    drafts = [month.standard(people, published=False, title="拟订稿"),
              month.standard(people, published=False, title="省标准", level="province", region="全省")]  # fmt: skip
    STANDARD.acts["approve_standard"](drafts[1], by=people.sifaju)
    fund = month.fund(people)
    batches = []
    for stage in (
        month.pay,
        month.send,
        month.send,
        month.send,
        month.approve,
        None,
        month.submit,
        None,
    ):
        month.finished(people)
        batches.append(month.filled(people, fund, title=f"第{len(batches) + 1}批"))
        if stage:
            stage(batches[-1], people)
    paid, failed, paying, on_paper, approved, reviewed, checked, prepared = batches
    BATCH.acts["enter_paper"](
        on_paper, by=people.chuna, paid=1, failed=0, rows=paid_today(on_paper)
    )
    month.submit(reviewed, people)
    BATCH.acts["review_batch"](reviewed, by=people.shencha, opinion="同意")
    month.answer_all(failed, people, fail=[payment.firm.name for payment in failed.payments.all()])
    waiting = enter(people, "appropriation", **appropriation())
    shared = handled_before(people)
    return [
        *(("caiwu", row.get_absolute_url()) for row in (shared, paid.calculations.first())),
        *(
            ("caiwu", row.get_absolute_url())
            for row in (prepared, checked, drafts[0], fund, waiting, Entry.objects.earliest("pk"))
        ),
        *(("shencha", row.get_absolute_url()) for row in (checked, on_paper)),
        *(("sifaju", row.get_absolute_url()) for row in (reviewed, approved)),
        *(("sifaju", row.get_absolute_url()) for row in (drafts[0], in_force)),
        *(("chuna", row.get_absolute_url()) for row in (approved, paying, failed, paid)),
        *(("zhuren", row.get_absolute_url()) for row in (approved, paid, drafts[1])),
        ("lvshi", paid.calculations.filter(handler__user=people.lvshi).first().get_absolute_url()),
    ]


def paid_today(batch):
    """What the bank's paper says of each transfer."""
    today = timezone.localdate()
    rows = enumerate(batch.payments.all(), 1)
    return [Answer(line, row.transfer, row.amount, paid=True, on=today) for line, row in rows]


def handled_before(people):
    """A finished case that stands in no batch and was another lawyer's first."""
    case, before = month.finished(people)[-1], people.lvshi2.handler
    facts = {"handler": before, "firm": before.firm, "by": people.zhuren}
    Assignment.objects.create(case=case, at=START, accepted_at=START, **facts)
    return case


def duties(people):
    """One duty nobody signed for, one signed for and not over, one ahead; nothing of it hangs on today's date."""
    begun, handler = earlier_today(20), Handler.objects.get(user=people.lvshi)
    missed, on, ahead = Shift.objects.filter(handler=handler, absent_at=None).order_by("starts_at")[
        :3
    ]
    near = [timezone.localdate() + timedelta(days=days) for days in range(-3, 5)]
    Shift.objects.filter(handler=handler, day__in=near).exclude(
        pk__in=(missed.pk, on.pk, ahead.pk)
    ).update(handler=None)
    for shift, days in ((missed, -2), (on, 0), (ahead, 3)):
        shift.starts_at = begun + timedelta(days=days)
        shift.ends_at, shift.day = (
            shift.starts_at + timedelta(minutes=30),
            timezone.localdate(shift.starts_at),
        )
        shift.signed_in_at = shift.signed_out_at = None
        shift.save()
    duty.sign_in(at_a_post(on), by=people.lvshi)
    return [
        *(("zhuren", shift.get_absolute_url()) for shift in (missed, on, ahead)),
        ("lvshi", reverse("stations:duty_mine")),
        ("lvshi", ahead.get_absolute_url()),
    ]


def courses(people):
    """A test begun and a test handed in."""
    course = Course.objects.filter(basic=True).first()
    begun, done = start_test(course, by=people.zhan1), sit(course, people.zhuren)
    session = TrainingSession.objects.upcoming(timezone.now()).first()
    return [
        ("zhan1", begun.get_absolute_url()),
        ("zhuren", done.get_absolute_url()),
        ("shencha", course.get_absolute_url()),
        ("shencha", session.get_absolute_url()),
    ]


def places(people):
    """Stations, one of them closed, and people as the director finds them."""
    today, center = timezone.localdate(), Station.objects.get(parent=None)
    closed = stations.create(
        by=people.zhuren,
        parent=center,
        on=today,
        name="老街站",
        kind="township",
        host="justice_office",
    )
    stations.close(closed, by=people.zhuren, on=today, reason="撤并")
    handler, event = Handler.objects.get(user=people.lvshi), OutreachEvent.objects.held().first()
    shown = (people.zhan1.staff.station, closed, people.zhan1.staff, handler, handler.firm, event)
    return [("zhuren", row.get_absolute_url()) for row in shown]


def notices(people):
    """A notice in preparation and one in force; a letter of invitation."""
    prepared = prepare(people.admin, "promises")
    shown = publish(prepare(people.admin, "handlers"), people.zhuren)
    newcomer = User(username="xinren", name="新人", role=Role.WINDOW)
    return [
        ("zhuren", prepared.get_absolute_url()),
        ("admin", prepared.get_absolute_url()),
        ("sifaju", shown.get_absolute_url()),
        ("", reverse("portal:public_notice", args=[shown.pk])),
        ("", reverse("accounts:invitation", args=[invite(newcomer, by=people.zhuren)])),
        ("", reverse("accounts:invitation", args=["wrong"])),
    ]


def jobs(people):
    """Work that failed."""
    ended = {"error": "OperationalError", "finished_at": timezone.now()}
    failed = Job.objects.create(kind="send_mail", state=Job.State.FAILED, **ended)
    return [("admin", reverse("failed_job", args=[failed.pk]))]
