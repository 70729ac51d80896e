"""A county with one row of everything an address can name: `build` gives their keys by the names that urls.txt uses."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.domain import discussion, inbound, verification
from cases.domain.calendar import subscribe, token_of
from cases.domain.consultation import draft_document
from cases.enums.agencies import Verified
from cases.models import (
    Case,
    Cause,
    CauseWord,
    CommitmentBar,
    Draft,
    FollowUp,
    HandbookPage,
    Pool,
    ReceivedPackage,
    Service,
)
from cases.quality.domain.draw import draw
from cases.quality.domain.expert import appoint
from cases.quality.domain.inquiry import ask
from cases.quality.domain.lesson import set_lesson
from cases.quality.queries.work import files_of
from cases.quality.workflow import COMPLAINT
from cases.workflow import CASE
from legalaid.faces.statistics.domain.edition import hand_in
from legalaid.faces.statistics.domain.export import request
from legalaid.faces.statistics.domain.snapshot import freeze
from legalaid.faces.statistics.models import Period
from legalaid.platform.accounts.changes import propose
from legalaid.platform.accounts.invitations import invite
from legalaid.platform.accounts.models import User
from legalaid.platform.documents import uploads, volumes
from legalaid.platform.documents.models import Attachment, Paper, Volume
from legalaid.platform.jobs.models import Job
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.send import notify
from stations.domain import staff, swap
from stations.domain import training as lessons
from stations.domain.announcement import publish as publish_to_all
from stations.domain.referral import send
from stations.hall.domain.ticket import take
from stations.hall.models import Hall
from stations.models import Announcement, Course
from subsidies.domain.bank_word import learn
from subsidies.models import Entry
from tests.cases.groups import begun
from tests.cases.test_consultation import consult
from tests.documents.test_uploads import pdf, picture
from tests.faces.test_saved_view import saved_view
from tests.factories import new_case, person, walk
from tests.hall.windows import window
from tests.helps import notice as help_notice
from tests.portal.letters import letters
from tests.portal.published import kept
from tests.portal.submissions import online
from tests.portal.test_notices import prepare, publish
from tests.portal.visitor import visits
from tests.quality import reviews, supervisors
from tests.quality import test_callback as callback
from tests.quality.complaints import ASKED, complaint
from tests.quality.hearings import sent
from tests.quality.plans import line
from tests.quality.plans import plan as quality_plan
from tests.quality.ratings import rate, served
from tests.stations.factories import center, handler, post, published, shift_of
from tests.stations.test_outreach import event, tag
from tests.stations.test_referral import FACTS
from tests.stations.test_training import course, session
from tests.subsidies import month
from tests.subsidies.test_proposal import appropriation, enter

from .walks.complaint import walked
from .walks.objection import objection

TODAY = timezone.localdate


def build(county):
    parts = (
        _case, _pool, _objection, _supervision, _complaint, _rating, _desk, _people, _network, _duty, _lessons, _money, _quality, _review,
        _faces, online, letters, visits,
    )  # fmt: skip
    keys = {name: key for part in parts for name, key in part(county).items()}
    photo = Attachment.objects.get(pk=keys["file"])
    Paper.objects.update(state="ready", file=photo.file.name, sha256=photo.sha256)
    return keys


def _keep(workflow, row, by):
    """A photograph among the files of this row."""
    upload = SimpleUploadedFile("photo.jpg", picture())
    return uploads.store(
        upload, workflow=workflow, subject_id=row.pk, slot="identity", title="照片", by=by
    )


def _case(county):
    """In work: taken in by zhan1 at a station, handled by lvshi."""
    case = new_case(county, by=county.zhan1, station=county.zhan1.staff.station)
    hours = iter(range(1, 9))
    for key, by, facts in (
        ("pre_review", county.zhan1, {"proposal": "accept", "opinion": "建议受理。"}),
        ("hand_over", county.zhan1, {}),
        ("sign_for", county.chuangkou, {}),
    ):
        at = case.changed_at + timedelta(hours=next(hours))
        CASE.acts[key](case, by=by, at=at, **facts)
    walk(county, "hold_first_meeting", case=case, at=case.changed_at)

    service = Service.objects.create(
        case=case, paper=Paper.objects.get(subject_id=case.pk, kind="decision_grant"), recipient="李国强", how="post",
        address="清和县城关镇东街1号", sent_on=timezone.localdate(), by=county.chuangkou, at=timezone.now(),
    )  # fmt: skip
    many = begun(county, "hold_first_meeting")
    file = _keep("case", case, county.lvshi)
    paper = Paper.objects.get(workflow="case", subject_id=case.pk, kind="decision_grant")
    volume = Volume(
        workflow="case", subject_id=case.pk, kind="handling", title="承办卷",
        pages=1, manifest=[], built_at=timezone.now(),
    )  # fmt: skip
    volume.file.save("volume.pdf", ContentFile(b"%PDF-1.7"))
    volumes.seal(volume, by=county.lvshi)
    draft = Draft.objects.create(token=uuid.uuid4(), owner=county.chuangkou)
    return {
        "case": case.pk, "discussion": _discussion(county, case).pk, "service": service.pk, "file": file.pk, "paper": paper.pk, "volume": volume.pk,
        "draft": draft.token, "cause": Cause.objects.order_by("pk").first().pk,
        "to_tell": untold(case).pk, "told": told(case, county.chuangkou).pk,
        "many": many.pk, "one": many.members.last().pk, "cause_word": CauseWord.objects.get(word="欠薪").pk,
    }  # fmt: skip


def untold(case, **facts):
    """A hearing no text told of."""
    until = timezone.now() + timedelta(days=2)
    said = {"time": "12月3日 09:00", "court": "清和县人民法院", "phone": "12348"}
    return Text.objects.create(
        about=f"hearing:{len(facts)}", sentence="hearing", to=case.applicant_id, workflow="case", subject_id=case.pk,
        spoken=True, until=until, places=said, state="barred", error="没有可以用的手机号", **facts,
    )  # fmt: skip


def told(case, by):
    return untold(case, called_at=timezone.now(), called_by=by)


def announced(county):
    """To everybody."""
    row = Announcement(station=center(), title="元旦值班", text="照常接待。", until=TODAY())
    return publish_to_all(row, by=county.zhuren)


def commitment(county):
    """A commitment that was drawn, and found untrue."""
    favour = {"exempt": "migrant_worker", "proof": "", "committed": True}
    who = person(name="周海", id_number="", id_kind="none")
    case = new_case(county, means=favour, materials=(), who=who)
    day = timezone.localdate(case.received_at)
    said = {"first": day, "last": day, "share": 100, "station": center()}
    plan = verification.draw_plan(by=county.shencha2, **said)
    row = plan.rows.get(case=case)
    found = {"result": Verified.UNTRUE, "note": "名下有商铺。", "bar": True}
    verification.verify(row, by=county.shencha2, **found)
    return {"plan": plan.pk, "drawn": row.pk, "bar": CommitmentBar.objects.get().pk}


def inbound_request(county):
    """Another agency asks; nobody has it yet."""
    facts = {
        "agency": "邻水县法律援助中心",
        "their_number": "邻援协字〔2026〕第8号",
        "received_on": TODAY(),
        "person": "张秀兰",
        "content": "核查房产。",
        "due": TODAY() + timedelta(days=15),
    }
    return inbound.register(by=county.shencha, station=center(), facts=facts)


def package(county):
    """A transfer package that was not registered."""
    facts = {
        "source": "邻水县法律援助中心",
        "source_number": "邻援案〔2026〕0001号",
        "reason": "管辖",
        "file": ContentFile(b"no package", "came.parcel"),
    }
    return ReceivedPackage.objects.create(
        package_id=uuid.uuid4(), received_by=county.chuangkou, received_at=timezone.now(), **facts
    )


def _discussion(county, case):
    """Called of the case in work, not held yet."""
    at = case.changed_at + timedelta(hours=1)
    people = [("张明", "主任"), ("周华", "律师")]
    where = {"planned_for": at, "place": "会议室"}
    facts = {"level": "centre", "question": "证据是否充分。", "people": people, **where}
    return discussion.call(case, by=county.zhuren, at=at, **facts)


def _pool(county):
    """A case that waits for a handler, one handlers are called for, and one that was given to the firm of lvsuo."""
    waiting, called, given = walk(county, "grant"), walk(county, "grant"), walk(county, "grant")
    CASE.acts["entrust"](
        given,
        by=county.zhuren,
        at=given.changed_at,
        firm=county.lvsuo.manages.firm,
        reason="就近办理",
    )
    at = timezone.now()
    pool = Pool.objects.create(
        case=called, by=county.zhuren, at=at, closes_at=at + timedelta(days=1)
    )
    return {"waiting": waiting.pk, "pool": pool.pk, "entrusted": given.pk}


def _objection(county):
    """Taken at the station of zhan1, before the bureau."""
    return {"objection": next(objection(county)).pk}


def _review(county):
    """Of a closed case of lvshi, scored by jiandu and a lawyer; nobody has handed in."""
    row = reviews.drawn(county)
    first = appoint(
        by=county.zhuren, station=center(), user=county.jiandu, from_on=reviews.AT.date()
    )
    second = reviews.expert(county, handler("lvshi4"))
    reviews.do(row, "assign", county.shencha, 1, first=first, second=second)
    return {
        "review": row.pk, "score": row.sheets.get(user=county.jiandu).pk, "score_file": files_of(row.case).first().pk,
        "expert": first.pk, "item_sheet": row.sheet.pk, "lesson": set_lesson(by=county.shencha, item="会见", course=Course.objects.first()).pk,
    }  # fmt: skip


def _supervision(county):
    """A file for jiandu to read, of a case of lvshi in work; on another an opinion that lvshi answers."""
    row = supervisors.task(county, supervisors.insider(county))
    other = supervisors.given(county, supervisors.task(county, row.supervisor))
    keys = {"supervisor": row.supervisor_id, "task_draw": row.draw_id, "task": row.pk}
    return keys | {"opinion": other.pk}


def _complaint(county):
    """Of lvshi, before the bureau; another in which he is asked for a statement."""
    row, other = next(walked(county)), complaint(county.chuangkou, party="centre", accused="")
    COMPLAINT.acts["accept_complaint"](other, by=county.sifaju)
    ask = {"to": county.lvshi, "kind": "statement", "question": ASKED, "due_on": TODAY()}
    inquiry = COMPLAINT.acts["ask_statement"](other, by=county.sifaju, **ask)
    return {"complaint": row.pk, "inquiry": inquiry.pk, "complaint_ground": row.ground_id}


def _rating(county):
    """A bad one of guidang; a number, a consultation and a closed case that nobody rated."""
    asked = consult(county)
    return {
        "rating": rate(served(county.guidang, number=8), level="1", phone="13900001111").pk,
        "unrated_ticket": served(county.guidang, number=9).pk,
        "unrated_consultation": asked.pk,
        "unrated_case": walk(county, "conclude").pk,
    }


def _desk(county):
    """A question at the station of zhan1; a number at the centre's window, where chuangkou sits."""
    consultation = consult(county, by=county.zhan1, station=county.zhan1.staff.station)
    draft_document(consultation, by=county.zhan1, title="民事起诉状")
    help = help_notice(
        by=county.zhan1,
        station=county.zhan1.staff.station,
        at=timezone.now(),
        lawyer=handler("lvshi"),
    )
    desk = window(county, 1, clerk=county.chuangkou)
    ticket = take(station=center(), purpose="consult", by=county.chuangkou)
    hall = Hall.objects.get()
    subscribe(county.lvshi)
    return {
        "consultation": consultation.pk, "help": help.pk, "scan": _keep("help", help, county.lvshi).pk, "window": desk.pk, "ticket": ticket.pk,
        "slip": ticket.token,
        "screen": hall.screen, "kiosk": hall.kiosk, "page": HandbookPage.objects.first().pk,
        "feed": token_of(county.lvshi.feed), "package": package(county).pk,
        "inbound": inbound_request(county).pk, **commitment(county),
    }  # fmt: skip


def _people(county):
    """The clerk zhan1 on leave, the lawyer lvshi and the firm, an invitation, a message to the window."""
    clerk, lawyer = county.zhan1.staff, handler("lvshi")
    away = {"kind": "annual", "starts": TODAY(), "ends": TODAY() + timedelta(days=2)}
    leave = staff.record_leave(county.zhan1, by=county.zhuren, **away)
    clerk.photo.save("photo.jpg", ContentFile(picture()))
    told = notify(county.chuangkou, key="x", kind="turn", text="请办理。", url="/")
    change = propose(county.caiwu, {"email": "new@example.com"}, by=county.zhuren)
    newcomer = User(username="xinren", name="新人", role="window")
    return {
        "user": county.zhan1.pk, "staff": clerk.pk, "leave": leave.pk, "change": change.pk, "message": told.pk,
        "lawyer": lawyer.pk, "firm": lawyer.firm_id, "invitation": invite(newcomer, by=county.zhuren),
        "announcement": announced(county).pk,
    }  # fmt: skip


def _network(county):
    """A slip from the station of zhan2 to that of zhan1, an activity of the centre."""
    station = county.zhan1.staff.station
    slip = send(
        by=county.zhan2, token=uuid.uuid4(), from_station=county.zhan2.staff.station,
        facts=FACTS | {"to_station": station},
    )  # fmt: skip
    activity = event(county)
    photo = _keep("outreach", activity, county.zhuren)
    return {
        "station": station.pk, "referral": slip.pk,
        "activity": activity.pk, "tag": tag(county).pk, "photo": photo.pk,
    }  # fmt: skip


def _duty(county):
    """A published month ahead; lvshi asks lvshi2 for one of its duties."""
    place = post(county)
    roster = published(county, (TODAY().replace(day=1) + timedelta(days=32)).replace(day=1))
    shift = shift_of("lvshi")
    asked = swap.ask(shift, by=county.lvshi, other=handler("lvshi2"), reason="开庭")
    return {"post": place.pk, "roster": roster.pk, "shift": shift.pk, "swap": asked.pk}


def _lessons(county):
    """A course, a meeting of it ahead, a test that zhan1 has begun."""
    lesson = course(county)
    return {
        "course": lesson.pk, "question": lesson.questions.first().pk,
        "meeting": session(county, lesson, TODAY() + timedelta(days=9)).pk,
        "material": _keep("training", lesson, county.shencha).pk,
        "attempt": lessons.start_test(lesson, by=county.zhan1).pk,
    }  # fmt: skip


def _money(county):
    """A standard in force, a batch that chuna put together, with a case of lvshi, an appropriation that waits."""
    standard, fund = month.standard(county), month.fund(county)
    case = month.finished(county)[0]
    with_chuna = SimpleNamespace(caiwu=county.chuna)
    batch = month.filled(with_chuna, fund)
    return {
        "standard": standard.pk, "fund": fund.pk, "batch": batch.pk,
        "calculation": batch.calculations.get().pk, "finished": case.pk, "bank_word": learn("已清算", True, by=county.caiwu).pk,
        "proposal": enter(county, "appropriation", **appropriation()).pk,
        "entry": Entry.objects.earliest("pk").pk,
    }  # fmt: skip


def _quality(county):
    """A plan of what was closed on a day, a line drawn from and one not drawn from yet."""
    day = Case.objects.exclude(closed_on=None).earliest("closed_on").closed_on
    made = quality_plan(county, first=day, last=day)
    drawn = draw(line(county, made, share=100), by=county.zhuren)
    waiting = line(county, made, share=100, tool="file")
    files = draw(line(county, made, share=100, tool="file"), by=county.zhuren)
    seen = sent(county)
    made_call = callback.called(county, seen.case)
    visit = FollowUp.objects.get(case=walk(county, "follow_up"))
    letter = ask(seen.case, by=county.shencha, organ="清和县人民法院")
    return {
        "quality_plan": made.pk, "plan_line": waiting.pk, "draw": drawn.pk, "hearing": seen.hearing_id, "observation": seen.pk,
        "letter": letter.pk, "drawn_file": files.cases.first().pk, "callback": made_call.pk, "call": visit.pk,
    }  # fmt: skip


def _faces(county):
    """Notices in preparation and in force; a period; an export that caiwu asked for; a view that chuangkou keeps; work that failed."""
    period = Period.objects.order_by("pk").first()
    export = request("cases", "案件", by=county.caiwu, query="")
    report = SimpleUploadedFile("报告.pdf", pdf())
    hand_in(2026, to="清和县司法局", sent_on=timezone.localdate(), by=county.zhuren, upload=report)
    return {
        **kept(county),
        "notice": prepare(county.admin, "rules").pk,
        "shown": publish(prepare(county.caiwu, "rules"), county.zhuren).pk, "this_year": timezone.localdate().year,
        "snapshot": freeze(Period.objects.get(starts_on="2022-01-01", name="2022年1月"), by=county.zhuren).pk, "period": period.pk,
        "scheme": period.scheme_id, "export": export.pk,
        "saved_view": saved_view(county.chuangkou).pk,
        "failed_job": Job.objects.create(
            kind="send_mail", state="failed", finished_at=timezone.now()
        ).pk,
    }  # fmt: skip
