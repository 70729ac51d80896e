"""Who may be given a case, and what happens when the handler changes (Law art. 13, 14, 25, 26, 28, 55; Procedure Rules art. 26, 37, 38)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from cases.enums import State
from cases.models import Case, Cause, Party
from cases.queries.archive import catalogue_of
from cases.queries.assignment import candidates_for
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, StaleState
from legalaid.platform.documents import uploads
from legalaid.platform.documents.models import Attachment, Paper
from legalaid.platform.notifications.models import Message
from legalaid.platform.procedure.models import Deadline
from stations.domain import staff
from stations.models import Handler
from tests.cases.test_notice import amend, notified
from tests.factories import FINDINGS, START, do, facts_for, lawyer, new_case, person, walk
from tests.papers import paper_of, words_of


def defence(county, **fields):
    cause = Cause.objects.filter(kind="criminal").order_by("pk").last()
    facts = {"kind": "criminal", "cause": cause, "stage": "一审", "applicant_role": "被告人", "mode": "刑事辩护", "organ": "清和县人民法院",
             "crowds": [], "matter": "defence", "green": False, "green_ground": ""}  # fmt: skip
    means = {"committed": True, "exempt": "", "proof": ""}
    if fields.get("notified"):
        return notified(county, **fields)
    return walk(county, "grant", case=new_case(county, means=means, **facts | fields))


def judged(case, handler):
    [found] = candidates_for(case, Handler.objects.filter(pk=handler.pk))
    return found.eligible, found.reasons


@pytest.mark.parametrize(
    "fields",
    [
        {"notified": "life_or_death"},
        {"notified": "death_review", "stage": "死刑复核"},
        {"stage": "死刑复核"},
    ],
)
def test_case_of_life_or_death_asks_for_three_years_of_defence(county, fields):
    case, handler = defence(county, **fields), lawyer()
    Handler.objects.filter(pk=handler.pk).update(
        criminal_start=None, practice_start=date(2026, 2, 1)
    )
    with pytest.raises(DomainError, match="须有三年以上刑事辩护经历"):
        do(case, county, "assign", START + timedelta(days=6))
    Handler.objects.filter(pk=handler.pk).update(criminal_start=date(2020, 2, 1))
    do(case, county, "assign", START + timedelta(days=6))
    assert case.handler == handler


@pytest.mark.parametrize("kind", ["lawyer", "agency", "volunteer", "grassroots"])
def test_notified_case_goes_to_a_licensed_lawyer_only(county, kind):
    case, handler = defence(county, notified="commitment"), lawyer()
    Handler.objects.filter(pk=handler.pk).update(kind=kind, licence="", qualified=False)
    assert judged(case, handler)[0] is False


@pytest.mark.parametrize(
    ("kind", "qualified", "reason"),
    [
        ("lawyer", True, "刑事辩护须由律师承办，未登记律师执业证号"),
        ("agency", True, "刑事辩护须由律师承办，未登记律师执业证号"),
        ("volunteer", True, "刑事辩护须由律师承办，未登记律师执业证号"),
        ("grassroots", True, "基层法律服务工作者不能承办刑事案件"),
    ],
)
def test_defence_applied_for_goes_to_a_licensed_lawyer_only(county, kind, qualified, reason):
    case, handler = defence(county), lawyer()
    Handler.objects.filter(pk=handler.pk).update(kind=kind, licence="", qualified=qualified)
    assert judged(case, handler) == (False, (reason,))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"co_accused": "钱大明、孙小强"}, {}),
        ({}, {"co_accused": "赵小军，孙小强"}),
        ({"co_accused": "錢 大 明 孙小强"}, {}),
        ({}, {"co_accused": "赵小军；孫　小　強（小名强娃）"}),
        ({}, {"notice": {"number": "清法援通〔2026〕12号"}}),
        ({"co_accused": "钱大明"}, {"organ": "清和县人民检察院"}),  # the same charge
    ],
)
def test_lawyer_of_one_accused_is_not_given_another_of_the_same_crime(county, ours, theirs):
    organ = {"organ_kind": "procuratorate"} if "检察" in theirs.get("organ", "") else {}
    stage = {"stage": "审查起诉", "applicant_role": "犯罪嫌疑人"} if organ else {}
    notice = {"number": "清法援通〔2026〕13号"} | organ | theirs.pop("notice", {})
    first = notified(county, person={"name": "钱大明"}, notice=notice, **theirs | stage)
    do(first, county, "assign", START + timedelta(hours=1))
    case = notified(county, **ours)
    told = f"已为{first.number}的同案人辩护，一名辩护人不能为两名以上同案人辩护"
    assert judged(case, lawyer()) == (False, (told,))
    with pytest.raises(DomainError, match="一名辩护人不能为两名以上同案人辩护"):
        do(case, county, "assign", START + timedelta(hours=2))
    do(first, county, "decline_assignment", START + timedelta(hours=3))
    assert judged(case, lawyer())[0] is True


def test_lawyer_whom_another_took_over_from_is_still_not_given_the_co_accused(county):
    first = notified(county, person={"name": "钱大明"}, notice={"number": "13号"})
    for hours, step in enumerate(("assign", "accept_assignment"), 1):
        do(first, county, step, START + timedelta(hours=hours))
    other = Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).order_by("pk").first()
    CASE.acts["replace_handler"](
        first, by=county.zhuren, at=START + timedelta(hours=3), handler=other, reason="受援人请求。"
    )
    case = notified(county, co_accused="钱大明")
    assert [judged(case, one)[0] for one in (lawyer(), other)] == [False, False]


def test_namesake_of_a_co_accused_elsewhere_warns_and_bars_nobody(county):
    fraud, elsewhere = Cause.objects.get(name="诈骗罪"), "平川县人民法院"
    first = notified(county, person={"name": "钱大明"}, cause=fraud, organ=elsewhere)
    do(first, county, "assign", START + timedelta(hours=1))
    eligible, reasons = judged(notified(county, co_accused="钱大明"), lawyer())
    assert (eligible, reasons[0]) == (True, f"在{first.number}为同名的人辩护，请核对是否同案")
    assert judged(notified(county, person={"name": "周某某"}), lawyer())[1][0] != reasons[0]
    assert judged(notified(county, co_accused="钱大", person={"name": "周大"}), lawyer())[0] is True


def test_director_hears_when_two_of_one_crime_turn_out_to_have_one_lawyer(county):
    first = notified(county, person={"name": "钱大明"}, notice={"number": "13号"})
    case = notified(county)
    for number, row in enumerate((first, case), 1):
        do(row, county, "assign", START + timedelta(hours=number))
    amend(case, county, START + timedelta(hours=3), co_accused="钱大明")
    text = (
        f"{case.number}和{first.number}的当事人是同案人，由同一律师辩护，请为其中一件更换承办人。"
    )
    assert Message.objects.filter(user=county.zhuren, text=text).count() == 1


def test_notified_minor_asks_for_who_knows_minors(county):
    case, handler = defence(county, notified="minor"), lawyer()
    assert judged(case, handler) == (False, ("未成年人案件须由熟悉未成年人身心特点的律师承办",))


def test_agency_staff_without_the_qualification_take_no_case(county):
    case, handler = walk(county, "grant"), lawyer()
    Handler.objects.filter(pk=handler.pk).update(kind="agency", qualified=False)
    assert judged(case, handler) == (
        False,
        ("法律援助机构工作人员没有登记律师资格或者法律职业资格，不能承办案件",),
    )


def test_namesake_of_the_other_side_warns_and_bars_nobody(county):
    first = walk(county, "assign")
    second = new_case(county, who=person(name="王五", id_number="440524198001010014"))
    Party.objects.create(case=second, role="opponent", name="李国强")
    second = walk(county, "grant", case=second)
    eligible, reasons = judged(second, lawyer())
    warning = f"其本人或者所在机构在{first.number}中的当事人与对方同名或者同音，请核对是否同一人"
    assert (eligible, reasons[0]) == (True, warning)
    do(second, county, "assign", START + timedelta(days=6))
    assert second.handler == lawyer()


def test_nobody_acts_against_a_client_of_their_own_firm(county):
    first = walk(county, "assign")
    second = new_case(county, who=person(name="王五", id_number="440524198001010014"))
    second.parties.all().delete()
    Party.objects.create(
        case=second, role="opponent", name="李国强", id_blind=first.applicant.id_blind
    )
    second = walk(county, "pass_form", case=second)
    decided = FINDINGS | {"conflict_finding": "apart", "conflict_note": "由别的律师事务所承办。"}
    facts = {"proposal": "给予", "opinion": "建议给予。", "findings": decided}
    CASE.acts["recommend"](second, by=county.shencha, at=START + timedelta(days=4), **facts)
    do(second, county, "grant", START + timedelta(days=5))
    words = f"其本人或者所在机构在{first.number}中为对方办理，有利益冲突"
    mate = Handler.objects.filter(firm=lawyer().firm).exclude(pk=lawyer().pk).first()
    other = Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).first()
    assert [judged(second, handler)[1] for handler in (lawyer(), mate)] == [(words,), (words,)]
    assert judged(second, other)[0] is True
    with pytest.raises(DomainError, match="有利益冲突"):
        do(second, county, "assign", START + timedelta(days=6))


def test_silent_handler_loses_the_offer_and_the_three_days_run_on(county):
    case = walk(county, "assign")
    CASE.acts["recall_offer"](
        case, by=county.zhuren, at=START + timedelta(days=8), reason="两日未答复。"
    )
    clock = Deadline.objects.get(subject_id=case.pk, rule="assignment")
    assert (case.state, case.handler, clock.met_at) == (State.GRANTED, None, None)
    assert not Deadline.objects.of("case", case.pk).running().filter(rule="agreement").exists()
    assert (
        Message.objects.filter(
            user=county.lvshi, text=f"{case.number}的指派已由中心撤回，不再需要您答复。"
        ).count()
        == 1
    )
    assert judged(case, lawyer())[0] is True
    with pytest.raises(StaleState):
        CASE.acts["accept_assignment"](case, by=county.lvshi, at=START + timedelta(days=8))


def other_lawyer():
    return Handler.objects.filter(kind="lawyer").exclude(firm=lawyer().firm).order_by("pk").first()


def replace(case, county, handler, at):
    CASE.acts["replace_handler"](
        case, by=county.zhuren, at=at, handler=handler, reason="原承办人离所。"
    )


def test_letter_to_the_organ_is_silent_about_a_licence_not_on_record(county):
    case, handler = walk(county, "assign"), lawyer()
    for licence, words in (
        ("", f"{handler}在劳动争议仲裁中担任"),
        ("19999201310668695", f"{handler}（执业证号：19999201310668695）在劳动争议仲裁中担任"),
    ):
        Handler.objects.filter(pk=handler.pk).update(licence=licence)
        CASE.issue("official_letter", Case.objects.get(pk=case.pk), by=county.zhuren, at=START)
        assert words in words_of(Paper.objects.filter(kind="official_letter").latest("pk"))


def test_new_handler_signs_and_meets_anew_and_every_side_has_its_paper(county):
    case, new = walk(county, "hold_first_meeting"), other_lawyer()
    before = set(Paper.objects.values_list("pk", flat=True))
    replace(case, county, new, START + timedelta(days=12))
    assert (case.state, case.handler, case.signed_on, case.meeting) == (
        State.AGREEMENT,
        new,
        None,
        None,
    )
    papers = {paper.kind: paper for paper in Paper.objects.exclude(pk__in=before)}
    sides = {kind: paper.facts.get("to", paper.facts.get("firm")) for kind, paper in papers.items()}
    assert sides == {
        "replacement_notice": lawyer().firm.name, "assignment_notice": new.firm.name, "official_letter": case.organ,
        "agreement": new.firm.name, "power_of_attorney": new.firm.name,
    }  # fmt: skip
    assert f"改由{new.firm}{new}承办" in words_of(papers["replacement_notice"])
    assert str(new) in words_of(papers["official_letter"])
    assert due_agreement(case) == date(2026, 3, 20)
    with pytest.raises(DomainError, match="签订日期不能早于2026年3月15日"):
        CASE.acts["sign_agreement"](
            case, by=new.user, at=START + timedelta(days=13), signed_on=date(2026, 3, 14)
        )
    CASE.acts["sign_agreement"](
        case, by=new.user, at=START + timedelta(days=13), signed_on=date(2026, 3, 16)
    )
    met = facts_for("hold_first_meeting", date(2026, 3, 16))[1]
    CASE.acts["hold_first_meeting"](case, by=new.user, at=START + timedelta(days=13), **met)
    assert (case.state, case.meetings.count(), case.meeting.met_on) == (
        State.HANDLING,
        2,
        date(2026, 3, 16),
    )
    kinds = list(Paper.objects.filter(subject_id=case.pk).values_list("kind", flat=True))
    assert [
        kinds.count(kind) for kind in ("agreement", "power_of_attorney", "official_letter")
    ] == [2, 2, 2]


def test_organ_that_notified_is_told_of_the_new_defender(county):
    case, new = defence(county, notified="other_25"), other_lawyer()
    for day, step in enumerate(("assign", "accept_assignment"), 6):
        do(case, county, step, START + timedelta(days=day))
    replace(case, county, new, START + timedelta(days=12))
    replies = [
        words_of(paper) for paper in Paper.objects.filter(kind="notice_reply").order_by("pk")
    ]
    assert [
        str(handler) in words for handler, words in zip((lawyer(), new), replies, strict=True)
    ] == [True, True]


def due_agreement(case):
    return timezone.localdate(
        Deadline.objects.of("case", case.pk).running().get(rule="agreement").due_at
    )


def test_same_unit_with_another_person_is_told_to_change_the_contract(county):
    case = walk(county, "sign_agreement")
    mate = Handler.objects.filter(firm=lawyer().firm).exclude(pk=lawyer().pk).first()
    replace(case, county, mate, START + timedelta(days=12))
    words = words_of(paper_of(case, "replacement_notice"))
    assert f"改由你单位{mate}承办" in words


def test_unit_the_case_was_assigned_to_is_told_though_its_lawyer_moved_on(county):
    case, new, unit = walk(county, "sign_agreement"), other_lawyer(), lawyer().firm
    Handler.objects.filter(pk=lawyer().pk).update(firm=new.firm)
    replace(case, county, new, START + timedelta(days=12))
    paper = paper_of(case, "replacement_notice")
    assert (paper.facts["to"], "你单位不再承办" in words_of(paper)) == (unit.name, True)


def test_nobody_replaces_without_fitting_the_case_nor_himself(county):
    case = walk(county, "hold_first_meeting")
    for handler, words in (
        (lawyer(), "正在承办本案"),
        (Handler.objects.get(kind="agency"), "法律职业资格"),
    ):
        Handler.objects.filter(kind="agency").update(qualified=False)
        with pytest.raises(DomainError, match=words):
            replace(case, county, handler, START + timedelta(days=12))


def test_signed_scan_of_the_first_handler_does_not_stand_for_the_sheet_of_the_second(county):
    case, new = walk(county, "sign_agreement"), other_lawyer()
    upload = SimpleUploadedFile("a.png", picture())
    file = uploads.store(
        upload,
        workflow="case",
        subject_id=case.pk,
        slot="agreement",
        title="协议扫描件",
        by=county.lvshi,
    )
    Attachment.objects.filter(pk=file.pk).update(uploaded_at=START + timedelta(days=9))
    replace(case, county, new, START + timedelta(days=12))
    CASE.acts["sign_agreement"](
        case, by=new.user, at=START + timedelta(days=13), signed_on=date(2026, 3, 16)
    )
    found = {
        entry.title: [row.title for row in rows] for entry, rows in catalogue_of(case)["承办卷"]
    }
    assert found["委托协议"] == ["协议扫描件", "委托代理/辩护协议"]


def picture():
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()


def leave(county, to, by=None):
    staff.deactivate(
        county.lvshi, by=by or county.zhuren, on=timezone.localdate(), reason="转所", to=to
    )


@pytest.mark.parametrize(
    ("until", "state"),
    [
        ("assign", State.OFFERED),
        ("hold_first_meeting", State.AGREEMENT),
        ("report_closure", State.CLOSING_REVIEW),
    ],
)
def test_cases_of_who_leaves_go_on_where_the_law_lets_them(county, until, state):
    case, new = walk(county, until), other_lawyer()
    leave(county, new.user)
    case.refresh_from_db()
    assert (case.state, case.handler) == (state, new)


def test_case_handled_to_its_end_stays_with_who_handled_it(county):
    case = walk(county, "approve_closure")
    leave(county, None)
    case.refresh_from_db()
    assert (case.handler, county.lvshi.__class__.objects.get(pk=county.lvshi.pk).is_active) == (
        lawyer(),
        False,
    )


@pytest.mark.parametrize("until", ["hold_first_meeting", "report_closure"])
def test_case_of_a_minor_is_not_handed_to_who_does_not_know_minors(county, until):
    case = walk(county, until)
    Case.objects.filter(pk=case.pk).update(kind="criminal", crowds=["minor"])
    to = Handler.objects.filter(kind="lawyer", minors=False).exclude(pk=lawyer().pk).first()
    with pytest.raises(DomainError, match=f"{case.number}不能由.*熟悉未成年人身心特点"):
        leave(county, to.user)


def test_administrator_hands_over_no_cases(county):
    walk(county, "hold_first_meeting")
    with pytest.raises(DomainError, match="须由中心负责人移交"):
        leave(county, other_lawyer().user, by=county.admin)
