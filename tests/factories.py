"""Cases walked through the real acts; `at` moves on by itself."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.domain.intake import apply
from cases.enums import Grade, Outcome, Satisfaction
from cases.law import closing_date
from cases.law.catalogue import HANDLER_SLOTS, MATERIAL_SLOTS
from cases.models import Case, Cause
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment
from stations.models import Handler, Station
from tests.laid import laid

ID = "11010519491231002X"
START = timezone.make_aware(datetime(2026, 3, 3, 9, 0))


def _sheet():
    document, out = pikepdf.new(), BytesIO()
    document.add_blank_page(page_size=(595, 842))
    document.save(out)
    return out.getvalue()


SHEET = _sheet()


def earlier_today(minutes):
    """So many minutes ago, in the first minutes of a day its beginning."""
    now = timezone.localtime()
    return max(
        now - timedelta(minutes=minutes), now.replace(hour=0, minute=0, second=0, microsecond=0)
    )


def person(**changes):
    return {
        "name": "李国强", "id_kind": "resident", "id_number": "440524198801010011", "sex": "M", "birth": date(1988, 1, 1),
        "phone": "13800138000", "household_address": "清和县石桥乡东河村7号", "address": "清和县城关镇建设路1号",
    } | changes  # fmt: skip


def age_of_applicant():
    """Of `person()` today: born on 1 January."""
    return timezone.localdate().year - person()["birth"].year


MATERIALS = (
    {
        "slot": "application_form",
        "title": "法律援助申请表",
        "required": True,
        "received_on": date(2026, 3, 3),
    },
    {"slot": "identity", "title": "身份证明", "required": True, "received_on": date(2026, 3, 3)},
    {
        "slot": "status_proof",
        "title": "身份证明材料：务工证明",
        "required": True,
        "received_on": date(2026, 3, 3),
    },
    {"slot": "wage_evidence", "title": "工资标准和拖欠证明", "required": True},
)
UNPROVEN = tuple(
    row if row["slot"] != "status_proof" else row | {"received_on": None} for row in MATERIALS
)
EVERYBODY = {
    "slot": "applicant_list",
    "title": "全体申请人名单",
    "required": True,
    "received_on": date(2026, 3, 3),
}


def worker(number, **facts):
    """One of a list of those who apply together."""
    nothing = {
        "id_kind": "",
        "id_number": "",
        "sex": "",
        "birth": None,
        "crowds": None,
        "amount": None,
        "phone": "",
    }
    return nothing | {"name": f"工友{number}"} | facts


def new_case(county, *, at=START, by=None, **said):
    """What `application` says, at the centre's window."""
    return apply(by=by or county.chuangkou, token=uuid.uuid4(), at=at, **application(**said))


def application(
    *,
    station=None,
    who=None,
    known=None,
    materials=MATERIALS,
    means=None,
    joint=None,
    **fields,
):
    """A migrant worker's wage claim to the centre; of several applicants with a list of names, unless `joint` is another."""
    if joint is None:
        joint = [worker(number) for number in range(2, fields.get("applicant_count", 1) + 1)]
    facts = {
        "station": station or Station.objects.get(parent=None),
        "kind": "civil",
        "cause": Cause.objects.get(name="追索劳动报酬纠纷"),
        "stage": "仲裁",
        "applicant_role": "申请人",
        "mode": "劳动仲裁代理",
        "organ": "清和县劳动人事争议仲裁委员会",
        "crowds": ["migrant_worker"],
        "matter": "wages",
        "green": True,
        "green_ground": "申请支付劳动报酬的进城务工人员（法律援助法第四十二条第三项）",
        "amount": Decimal("18600.00"),
        "facts": "在清和县宏达建筑工程有限公司做工，被拖欠工资18600元。",
    }
    if (
        fields.get("applicant_count", 1) > 1
        and not fields.get("indivisible", True)
        and materials is MATERIALS
    ):
        materials = (*MATERIALS, EVERYBODY)
    return {
        "fields": facts | fields, "person": who or person(), "known": known, "short": "清",
        "parties": [{"role": "opponent", "name": "清和县宏达建筑工程有限公司"}], "materials": materials, "joint": joint,
        "means": means or {"exempt": "migrant_worker", "proof": "工资条", "committed": True},
    }  # fmt: skip


FINDINGS = {
    "scope_passed": True, "scope_reason": "属于支付劳动报酬。", "means_passed": True, "means_reason": "免予核查。",
    "merits_passed": True, "merits_reason": "有工资条。", "conflict_checked": True,
}  # fmt: skip
# of a first meeting of whom an organ's notice is about
UNSIGNED = {"signing": "unable", "unsigned_why": "右手受伤，不能签名。"}
LINE = (
    "accept", "pass_form", "recommend", "grant", "assign", "accept_assignment", "sign_agreement", "hold_first_meeting", "conclude",
    "report_closure", "approve_closure", "follow_up", "grade", "record_payment",
)  # fmt: skip


def lawyer():
    return Handler.objects.get(user__username="lvshi")


def facts_for(step, day):
    """(who, facts) of one step of the ordinary line on `day`."""
    table = {
        "accept": ("chuangkou", {"received": ["application_form", "identity", "wage_evidence"], "materials": ["法律援助申请表"]}),
        "pass_form": ("shencha", {}),
        "recommend": ("shencha", {"proposal": "给予", "opinion": "建议给予法律援助。", "findings": FINDINGS}),
        "grant": ("zhuren", {"grounds": ["请求支付劳动报酬"], "codes": ["wages", "migrant_worker"], "mode": "劳动仲裁代理", "opinion": "同意。"}),
        "refuse": ("zhuren", {"grounds": ["不属于范围"], "codes": ["out_of_scope"], "reasons": "申请事项是一般买卖合同纠纷。"}),
        "assign": ("zhuren", {"handler": None, "reason": "专长相符"}),
        "accept_assignment": ("lvshi", {}),
        "decline_assignment": ("lvshi", {"reason": "时间冲突"}),
        "sign_agreement": ("lvshi", {"signed_on": day}),
        "hold_first_meeting": (
            "lvshi",
            {"met_on": day, "place": "接待室", "manner": "当面", "told": ["duties", "relief", "risks", "rights"], "record": "已告知。"},
        ),
        "conclude": ("lvshi", {"closed_on": day, "document": "仲裁裁决书", "outcome": Outcome.ARBITRATED, "result": "支付工资18600元。",
                               "amount_won": Decimal("18600.00")}),
        "report_closure": ("lvshi", {"summary": "代理仲裁。", "discussed_on": day, "discussion": "集体讨论一次。"}),
        "approve_closure": ("shencha", {"opinion": "同意结案。"}),
        "follow_up": ("guidang", {"satisfaction": Satisfaction.VERY, "met": True, "told": True, "reported": True, "money_asked": False}),
        "grade": ("shencha", {"grade": Grade.GOOD, "opinion": "材料规范。"}),
        "record_payment": ("system", {"amount": Decimal("1400.00"), "paid_on": day}),
    }  # fmt: skip
    return table[step]


def do(case, county, step, at, **changes):
    """One step of the ordinary line; `changes`: what is said otherwise in it."""
    who, facts = facts_for(step, timezone.localdate(at))
    if step == "assign":
        facts["handler"] = lawyer()
    if step == "grant" and case.kind == "criminal":
        facts |= {"grounds": ["没有委托辩护人"], "codes": ["defence", "hardship"]}
    if step == "hold_first_meeting" and case.by_notice:
        facts |= {"consented": True, **UNSIGNED}
    if step == "report_closure":
        hand_in(case, county)
    if step == "conclude":
        facts["document"] = closing_date.documents(case.kind, case.stage)[0]
        if case.kind == "criminal":
            facts["outcome"] = Outcome.ADOPTED
        told = {"done_on": timezone.localdate(at), "manner": "电话", "content": "告知裁决结果。"}
        CASE.acts["report_progress"](case, by=handler_of(case, county), at=at, **told)
    by = handler_of(case, county) if who == "lvshi" else actor(county, who)
    return CASE.acts[step](case, by=by, at=at, **facts | changes)


def handler_of(case, county):
    return case.handler.user if case.handler_id else county.lvshi


def hand_in(case, county):
    """What a closing file must hold, as scans."""
    held = Attachment.objects.filter(workflow="case", subject_id=case.pk)
    there = set(held.values_list("slot", flat=True))
    opinion = ("opinion",) if case.defended else ()
    for slot in ("agreement", "power_of_attorney", "meeting", "judgment", *opinion):
        if slot not in there:
            scan(case, slot, by=handler_of(case, county))


def scan(case, slot, *, by):
    """A sheet of paper as it comes from the scanner."""
    where = {"workflow": "case", "subject_id": case.pk, "slot": slot}
    return uploads.store(
        SimpleUploadedFile("scan.pdf", SHEET),
        **where,
        title=(HANDLER_SLOTS | MATERIAL_SLOTS).get(slot, slot),
        by=by,
    )


def actor(county, who):
    return system_user() if who == "system" else getattr(county, who)


def walk(county, until, *, case=None, at=START):
    """A case that has done every step of the line up to and including `until`; one step a day."""
    if case is not None:
        return _walked(case, county, until, at)
    made = partial(_walked, None, county, until, at)
    key = laid(("walk", until, at), lambda: made().pk, upon="county")
    return Case.objects.get(pk=key)


def _walked(case, county, until, at):
    case = case or new_case(county, at=at)
    for number, step in enumerate(LINE[: LINE.index(until) + 1], 1):
        do(case, county, step, at + timedelta(days=number))
    return case
