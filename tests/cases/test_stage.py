"""From one stage to the next: the limit for appeal, the next case, the chain, a registration taken back."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.reminders import remind
from cases.domain.sums import check
from cases.models import Case, CountedCase
from cases.queries.assignment import candidates_for
from cases.queries.search import search
from cases.queries.stage import matters_of
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.audit.verbs import sentence
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Attachment
from legalaid.platform.notifications.models import Message
from stations.models import Station
from tests.cases.test_notice import NOTICE, notified, on
from tests.factories import START, do, scan, walk

CLOSED = date(2026, 3, 12)  # the ninth step of the line; a Thursday
WHOLE = ("assign", "accept_assignment", "sign_agreement", "hold_first_meeting", "conclude")
ORGAN = {
    "organ_kind": "procuratorate", "number": "清检援通〔2026〕3号", "dated_on": date(2026, 3, 9), "received_on": date(2026, 3, 10),
}  # fmt: skip


def centre():
    return Station.objects.get(parent=None)


def at(days):
    return START + timedelta(days=days)


def sued(case, county, *, by=None, days=12, **changes):
    """The wage claim goes on before the court."""
    facts = {
        "short": "清", "stage": "一审", "role": "原告", "mode": "民事诉讼代理", "received": ["identity", "wage_evidence"],
        "fields": {"station": centre(), "organ": "清和县人民法院", "channel": "visit", "facts": "不服仲裁裁决，起诉请求支付工资。"},
        "means": {"committed": True},
    }  # fmt: skip
    by = by or county.chuangkou
    return CASE.acts["open_stage"](case, by=by, at=at(days), **facts | changes).case


def told_again(case, county, *, days=7, **changes):
    """The procuratorate notifies of the same person."""
    fields = {
        "station": centre(), "stage": "审查起诉", "notified": "sensory", "applicant_role": "犯罪嫌疑人", "organ": "清和县人民检察院",
        "facts": "",
    }  # fmt: skip
    facts = {"short": "清", "fields": fields | changes, "notice": NOTICE | ORGAN}
    return CASE.acts["open_notified_stage"](case, by=county.chuangkou, at=at(days), **facts).case


def investigated(county):
    police = {"organ_kind": "police", "number": "清公援通〔2026〕1号"}
    facts = {"stage": "侦查", "applicant_role": "犯罪嫌疑人", "organ": "清和县公安局"}
    return on(notified(county, notice=police, **facts), county, *WHOLE)


def clocks(case):
    return {row.rule: timezone.localdate(row.due_at) for row in case.deadlines.running()}


def last_words(case):
    return sentence(Event.objects.filter(workflow="case", subject_id=case.pk).last())


def test_limit_for_the_suit_runs_from_the_award_and_is_not_ours(county):
    case = walk(county, "conclude")
    assert clocks(case) == {
        "closure_file": date(2026, 4, 13),
        "suit_after_award": date(2026, 3, 27),
    }
    assert (case.closed_on, case.due_rule, timezone.localdate(case.due_at)) == (
        CLOSED,
        "closure_file",
        date(2026, 4, 13),
    )

    later = {"decision": "appeals", "decided_on": date(2026, 3, 13), "manner": "电话"}
    CASE.acts["record_appeal"](case, by=county.lvshi, at=at(10), **later)
    assert list(clocks(case)) == ["closure_file"]
    assert last_words(case) == "2026年3月13日受援人决定上诉（起诉）（电话）"


@pytest.mark.parametrize(
    ("served_on", "last"),
    [
        (date(2026, 3, 9), date(2026, 3, 24)),
        (date(2026, 3, 13), date(2026, 3, 27)),
        (None, date(2026, 3, 27)),
    ],
)
def test_limit_runs_from_the_recipients_own_receipt_where_that_was_earlier(county, served_on, last):
    """The handler received the award on 12 March."""
    case = walk(county, "hold_first_meeting")
    do(case, county, "conclude", at(10), closed_on=CLOSED, served_on=served_on)
    assert clocks(case)["suit_after_award"] == last
    assert case.closed_on == CLOSED


def test_conclusion_taken_back_takes_the_limit_along(county):
    case = walk(county, "conclude")
    CASE.acts["reopen_handling"](case, by=county.lvshi, at=at(10), reason="裁决书送达有误。")
    assert clocks(case) == {}


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 3, 11), "日期不能早于收到结案文书之日（2026年3月12日）。"),
        (date(2026, 3, 14), "日期不能晚于今天。"),
    ],
)
def test_decision_on_the_appeal_has_a_day_that_can_be(county, day, sentence):
    case = walk(county, "conclude")
    facts = {"decision": "accepts", "decided_on": day, "manner": "当面"}
    with pytest.raises(DomainError) as wrong:
        CASE.acts["record_appeal"](case, by=county.lvshi, at=at(10), **facts)
    assert (wrong.value.field, wrong.value.sentence) == ("decided_on", sentence)


def test_handler_and_window_are_warned_three_days_before_and_once_after(county):
    case, two = walk(county, "conclude"), timedelta(days=2)

    def told(day):
        remind(timezone.make_aware(datetime(2026, 3, day, 8)), two)
        mine = Message.objects.filter(text__contains="不服仲裁裁决起诉")
        return sorted({(row.user.username, row.text) for row in mine})

    assert told(24) == []
    soon = f"{case.number}“不服仲裁裁决起诉”的期限将于3月27日期满，尚未登记受援人是否上诉（起诉），请即联系并登记。"
    first = told(25)
    assert {text for _, text in first} == {soon}
    assert {"lvshi", "chuangkou"} <= {who for who, _ in first}
    assert told(26) == first

    late = soon.replace("将于3月27日期满", "已于3月27日期满")
    assert {text for _, text in told(28)} == {soon, late}
    assert told(30) == told(28)


def test_next_stage_is_a_case_of_its_own_with_the_people_of_the_one_before(county):
    case = walk(county, "conclude")
    line = case.materials.get(slot="wage_evidence")
    line.attachments.add(scan(case, "wage_evidence", by=county.chuangkou))
    later = sued(case, county)

    assert (later.number, later.state, later.stage, later.mode, later.applicant_role) == (
        "清援案〔2026〕0002号",
        "submitted",
        "一审",
        "民事诉讼代理",
        "原告",
    )
    assert (later.applicant, later.earlier, later.matter, later.green, later.crowds) == (
        case.applicant,
        case,
        "wages",
        True,
        ["migrant_worker"],
    )
    assert [party.name for party in later.opponents] == ["清和县宏达建筑工程有限公司"]
    assert (later.means.exempt, later.means.committed) == ("migrant_worker", True)
    in_hand = {row.slot: row.received_on for row in later.materials.all()}
    assert in_hand == {
        "application_form": None,
        "identity": date(2026, 3, 15),
        "means_statement": None,
        "status_proof": None,
        "labour_relation": None,
        "wage_evidence": date(2026, 3, 15),
        "case_evidence": None,
    }
    assert timezone.localdate(later.deadlines.get(rule="examination").due_at) == date(2026, 3, 23)
    assert last_words(case) == "开立下一阶段“一审”的案件清援案〔2026〕0002号"


def test_scan_that_went_along_is_a_file_of_its_own(county):
    case = walk(county, "conclude")
    first = scan(case, "wage_evidence", by=county.lvshi)
    case.materials.get(slot="wage_evidence").attachments.add(first)
    later = sued(case, county)

    [copy] = Attachment.objects.filter(workflow="case", subject_id=later.pk)
    assert (copy.slot, copy.sha256, copy.uploaded_by) == (
        "wage_evidence",
        first.sha256,
        county.chuangkou,
    )
    assert copy.file.name != first.file.name
    with copy.file.open() as whole, first.file.open() as before:
        assert whole.read() == before.read()


def test_means_that_nobody_went_through_are_asked_anew(county):
    later = sued(walk(county, "conclude"), county, means=None)
    assert (later.means.exempt, later.means.committed, later.means.members.count()) == (
        "",
        False,
        0,
    )


def test_stage_is_opened_once_and_again_after_a_mistake(county):
    case = walk(county, "conclude")
    later = sued(case, county)
    with pytest.raises(DomainError, match=f"“一审”已由.+开立：{later.number}。"):
        sued(case, county)

    CASE.acts["annul"](later, by=county.chuangkou, at=at(13), reason="受援人没有申请，误开。")
    assert (later.state, later.turn, clocks(later)) == ("annulled", "", {})
    assert sued(case, county, days=14).number == "清援案〔2026〕0003号"


@pytest.mark.parametrize("reason", ["", "误开"])
def test_registration_is_taken_back_only_with_a_reason(county, reason):
    later = sued(walk(county, "conclude"), county)
    with pytest.raises(DomainError, match="撤销登记的理由") as wrong:
        CASE.acts["annul"](later, by=county.chuangkou, at=at(13), reason=reason)
    assert (wrong.value.field, later.state) == ("reason", "submitted")


def test_only_a_stage_that_may_follow_is_opened(county):
    case = walk(county, "conclude")
    with pytest.raises(DomainError, match="“仲裁”之后不能是“二审”。") as wrong:
        sued(case, county, stage="二审")
    assert wrong.value.field == "stage"
    with pytest.raises(DomainError, match="援助方式为“劳动仲裁代理”的") as wrong:
        sued(case, county, mode="劳动仲裁代理")
    assert wrong.value.field == "mode"
    assert Case.objects.count() == 1


def test_organ_notifies_anew_and_the_three_days_run_for_the_next_stage(county):
    case = investigated(county)
    later = told_again(case, county)
    assert (later.state, later.stage, later.channel, later.mode) == (
        "granted",
        "审查起诉",
        "notice",
        "刑事辩护",
    )
    assert (later.applicant, later.cause, later.crowds) == (
        case.applicant,
        case.cause,
        ["blind_deaf_mute"],
    )
    assert clocks(later) == {"notified_assignment": date(2026, 3, 13)}
    assert later.notice.number == "清检援通〔2026〕3号"


def test_whoever_handled_the_stage_before_is_proposed_first(county, sign_in):
    later = told_again(investigated(county), county)
    first = candidates_for(later)[0]
    assert (first.handler.user, first.reasons[0]) == (county.lvshi, "承办了前一阶段（侦查）")

    page = sign_in(county.zhuren).get(reverse("cases:assign", args=[later.pk]))
    assert page.context["form"]["handler"].value() == first.handler.pk


def test_chain_is_told_on_each_page_and_a_stage_is_found_by_the_number_before_it(county, sign_in):
    case = investigated(county)
    later = told_again(case, county)
    for one in (case, later):
        links = matters_of(one, county.chuangkou).chain
        assert [(link.case, link.seen, link.here) for link in links] == [
            (case, True, one == case),
            (later, True, one == later),
        ]

    assert [link.seen for link in matters_of(case, county.lvshi).chain] == [True, False]
    page = sign_in(county.lvshi).get(case.get_absolute_url()).content.decode()
    assert ("<b>审查起诉</b> 另案" in page, later.number in page) == (True, False)
    found, _ = search(county.chuangkou, case.number, ["pk", "number"])
    assert [hit["number"] for hit in found] == [later.number, case.number]


def test_stages_are_counted_each_and_what_was_annulled_is_not(county):
    case = investigated(county)
    later = told_again(case, county)
    counted = CountedCase.objects.order_by("case")
    assert list(counted.values_list("case", "weight", "faults")) == [
        (case.pk, 1, 64),
        (later.pk, 1, 0),
    ]

    CASE.acts["annul"](later, by=county.chuangkou, at=at(8), reason="通知书是另一人的。")
    assert list(counted.values_list("case", "weight", "persons")) == [
        (case.pk, 1, 1),
        (later.pk, 0, 0),
    ]
    assert check(CLOSED) == 0


def test_chain_is_put_right_with_a_reason(county):
    one, other = walk(county, "conclude"), walk(county, "grant", at=at(20))
    link = CASE.acts["link_stage"]
    with pytest.raises(DomainError, match="写明理由"):
        link(other, by=county.chuangkou, at=at(40), earlier=one, reason="")
    link(other, by=county.chuangkou, at=at(40), earlier=one, reason="登记时漏填。")
    assert (other.earlier, last_words(other)) == (
        one,
        f"前一阶段案件登记为{one.number}：登记时漏填。",
    )

    with pytest.raises(DomainError, match="本案之后的案件"):
        link(one, by=county.chuangkou, at=at(41), earlier=other, reason="登记时漏填。")
    link(other, by=county.chuangkou, at=at(41), earlier=None, reason="不是同一件事。")
    assert other.earlier is None


def test_window_opens_the_next_stage_on_one_page(county, sign_in):
    case = walk(county, "conclude")
    client, address = sign_in(county.chuangkou), reverse("cases:open_stage", args=[case.pk])
    form = client.get(address).context["form"]
    assert [form[name].value() for name in ("stage", "applicant_role", "mode", "channel")] == [
        "一审",
        "申请人",
        "民事诉讼代理",
        "visit",
    ]

    typed = {
        "stage": "一审", "applicant_role": "原告", "mode": "民事诉讼代理", "organ": "清和县人民法院", "channel": "visit",
        "facts": "起诉请求支付工资。", "received": ["identity"], "seen": case.version,
    }  # fmt: skip
    page = client.post(address, typed)
    assert page.context["form"].errors == {"means": ["请选择。"]}
    assert page.context["form"]["facts"].value() == "起诉请求支付工资。"

    done = client.post(address, typed | {"means": "changed"})
    later = Case.objects.get(earlier=case)
    assert done.url == later.get_absolute_url()


def test_window_registers_the_next_notice_on_one_page(county, sign_in):
    case = investigated(county)
    client = sign_in(county.chuangkou)
    address = reverse("cases:open_notified_stage", args=[case.pk])
    form = client.get(address).context["form"]
    assert {"name", "id_number", "cause"} & set(form.fields) == set()
    assert [form[name].value() for name in ("stage", "applicant_role", "notified")] == [
        "审查起诉",
        "犯罪嫌疑人",
        "sensory",
    ]

    filled = [name for name in form.fields if name != "unclear"]  # of boxes none is ticked
    typed = {name: form[name].value() or "" for name in filled} | {
        "organ_kind": "procuratorate", "organ": "清和县人民检察院", "number": "清检援通〔2026〕3号", "dated_on": "2026-03-09",
        "received_on": "2026-03-10", "contact": "周检察官", "seen": case.version,
    }  # fmt: skip
    assert client.post(address, typed | {"number": "", "dated_on": ""}).context["form"].errors == {
        "number": ["请填写通知书文号，看不清的请勾选。"],
        "dated_on": ["请填写通知书日期，看不清的请勾选。"],
    }
    assert [key for key, _ in form.fields["unclear"].choices] == [
        "number",
        "dated_on",
        "contact",
        "stage",
        "notified",
    ]

    client.post(address, typed)
    later = Case.objects.get(earlier=case)
    assert (later.stage, later.notice.unread) == ("审查起诉", [])


def test_appeal_against_an_unreached_recipient_says_how_he_was_sought(county, sign_in):
    case = walk(county, "conclude")
    do(case, county, "report_closure", at(10))
    address = reverse("cases:record_appeal", args=[case.pk])
    today = timezone.localdate().isoformat()
    typed = {"decision": "unreached", "decided_on": today, "manner": "电话", "seen": case.version}
    page = sign_in(county.chuangkou).post(address, typed)
    assert page.context["form"].errors == {"note": ["请写明怎样联系过（不少于5个字）。"]}
