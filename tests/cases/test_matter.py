"""What a matter is today: who may say so, when, what the history says and what follows anew."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.enums import Outcome
from cases.models import Case
from cases.queries.amendment import restagings_of
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper
from legalaid.platform.notifications.models import Message
from tests.factories import do, new_case, person, walk

EARLY = {"stage": "尚未进入法律程序", "organ": ""}
NOW = {
    "stage": "仲裁", "applicant_role": "申请人", "organ": "清和县劳动人事争议仲裁委员会", "organ_number": "清劳人仲案〔2026〕31号",
    "amount": "18600.00", "phone": "", "address": "", "opponent_name": ["宏达建筑（集团）有限公司"], "reason": "已经申请仲裁",
}  # fmt: skip


@pytest.fixture
def case(county):
    """A wage claim granted before it went anywhere, now handled."""
    return walk(county, "hold_first_meeting", case=new_case(county, **EARLY))


def send(client, case, **changes):
    address = reverse("cases:update_matter", args=[case.pk])
    return client.post(address, NOW | {"seen": case.version} | changes)


def told(case):
    event = Event.objects.filter(verb="case.update_matter", subject_id=case.pk).latest("seq")
    return event.personal_data["changes"]


def update(case, by, **changes):
    fields = {name: getattr(case, name) for name in ("stage", "mode", "applicant_role", "organ")}
    fields |= {"organ_number": case.organ_number, "amount": case.amount} | changes
    person = {"phone": case.applicant.phone, "address": case.applicant.address}
    opponents = [{"role": "opponent", "name": party.name} for party in case.opponents]
    facts = {"fields": fields, "contact": person, "parties": opponents}
    return CASE.acts["update_matter"](case, by=by, reason="情况变了", **facts)


def test_wage_claim_that_went_to_arbitration_is_closed_with_its_award(county, sign_in, case):
    end = {"closed_on": case.first_met_on, "document": "仲裁裁决书", "outcome": Outcome.ARBITRATED}
    with pytest.raises(DomainError) as refused:
        CASE.acts["conclude"](case, by=county.lvshi, result="支付。", **end)
    assert refused.value.sentence == "“仲裁裁决书”不是尚未进入法律程序阶段的结案依据。"

    assert send(sign_in(county.lvshi), case).status_code == 302
    case.refresh_from_db()
    CASE.acts["conclude"](case, by=county.lvshi, result="支付。", **end)
    assert (case.state, case.stage) == ("concluded", "仲裁")


def test_history_says_what_was_and_what_is(county, sign_in, case):
    send(sign_in(county.lvshi), case, phone="13900139000")
    assert told(case) == (
        "联系电话 138****8000 → 139****9000；对方当事人 清和县宏达建筑工程有限公司 → 宏达建筑（集团）有限公司；"
        "所处阶段 尚未进入法律程序 → 仲裁；办案（争议处理）机关 未填 → 清和县劳动人事争议仲裁委员会；"
        "办案机关案号 未填 → 清劳人仲案〔2026〕31号"
    )


def test_papers_of_the_present_handler_are_made_anew_and_the_earlier_ones_stay(
    county, sign_in, case
):
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk)
    before = set(papers.values_list("kind", flat=True))
    send(sign_in(county.lvshi), case)

    anew = papers.exclude(superseded_by=None).values_list("kind", flat=True)
    assert sorted(anew) == [
        "official_letter",
        "power_of_attorney",
    ]  # the agreement names no stage and no opponent
    assert set(papers.filter(superseded_by=None).values_list("kind", flat=True)) == before
    mandate = papers.get(kind="power_of_attorney", superseded_by=None).facts
    assert mandate["opponents"] == ["宏达建筑（集团）有限公司"]


def test_what_is_not_shown_stays_where_the_box_is_left_empty(county, sign_in, case):
    case.parties.update(phone="0816-1234567", address="清和县工业园")
    before = case.applicant
    send(sign_in(county.lvshi), case)
    case = Case.objects.get(pk=case.pk)
    [opponent] = case.opponents
    assert (opponent.phone, opponent.address) == ("0816-1234567", "清和县工业园")
    assert (case.applicant.phone, case.applicant.id_number) == (before.phone, before.id_number)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stage": "一审"}, "选择一个有效的选项。 一审 不在可用的选项中。"),
        ({"reason": "改"}, "请写明更新的理由（不少于4个字）。"),
        ({"phone": "12"}, "电话应为11位手机号，或带区号的固定电话。"),
    ],
)
def test_wrong_input_is_refused_beside_its_field_and_what_was_typed_stays(
    county, sign_in, case, changes, sentence
):
    page = send(sign_in(county.lvshi), case, **changes)
    [(name, _)] = changes.items()
    assert page.context["form"].errors[name] == [sentence]
    assert 'value="清劳人仲案〔2026〕31号"' in page.text
    case.refresh_from_db()
    assert case.stage == "尚未进入法律程序"


def test_nothing_changed_is_said(county, sign_in, case):
    same = {"stage": "尚未进入法律程序", "organ": "", "organ_number": ""}
    page = send(sign_in(county.lvshi), case, **same, opponent_name=["清和县宏达建筑工程有限公司"])
    assert page.context["form"].non_field_errors() == ["没有改动任何一项。"]


def test_form_of_aid_is_changed_by_who_decides_together_with_the_stage(county, sign_in, case):
    refused = send(sign_in(county.lvshi), case, mode="民事诉讼代理")
    case.refresh_from_db()
    assert (refused.status_code, case.mode) == (302, "劳动仲裁代理")  # there is no such box for him

    with pytest.raises(DomainError, match="援助方式由中心负责人变更"):
        update(case, county.lvshi, mode="民事诉讼代理", stage="一审")
    send(sign_in(county.zhuren), case, mode="民事诉讼代理", stage="一审", reason="不服裁决起诉")
    case.refresh_from_db()
    assert (case.mode, case.stage) == ("民事诉讼代理", "一审")
    assert case.decision.mode == "劳动仲裁代理"


def test_stage_against_the_document_the_case_was_closed_by_is_refused(county, case):
    case = walk(county, "conclude")
    with pytest.raises(DomainError) as refused:
        update(case, county.zhuren, mode="民事诉讼代理", stage="一审")
    assert refused.value.sentence == (
        "本案已凭“仲裁裁决书”登记结案，与“一审”阶段不符。请先撤销结案登记，再更新阶段。"
    )


def test_closing_report_is_made_anew_once_the_file_was_handed_in(county):
    case = walk(county, "approve_closure")
    update(case, county.shencha, organ="邻水县劳动人事争议仲裁委员会", amount=Decimal("20000.00"))
    reports = Paper.objects.filter(kind="closing_report", subject_id=case.pk)
    assert reports.get(superseded_by=None).facts["organ"] == "邻水县劳动人事争议仲裁委员会"
    assert reports.count() == 2


def test_agreement_of_an_earlier_handler_stays_as_it_is(county):
    case = walk(county, "hold_first_meeting")
    other = county.lvshi2.handler
    at = case.changed_at + timedelta(minutes=1)
    CASE.acts["replace_handler"](case, by=county.zhuren, at=at, handler=other, reason="调离")
    update(case, county.zhuren, organ="邻水县劳动人事争议仲裁委员会")
    agreements = Paper.objects.filter(kind="agreement", subject_id=case.pk)
    assert [paper.superseded_by for paper in agreements] == [None, None]


def test_stages_offered_follow_the_form_of_aid_and_the_page_leads_to_the_step(
    county, sign_in, case
):
    client = sign_in(county.lvshi)
    form = client.get(reverse("cases:update_matter", args=[case.pk])).context["form"]
    assert [key for key, _ in form.fields["stage"].choices] == ["尚未进入法律程序", "调解", "仲裁"]
    assert (
        f'href="/cases/{case.pk}/update_matter/#id_stage"'
        in client.get(case.get_absolute_url()).text
    )


def test_directors_hear_of_an_opponent_for_whom_the_firm_acts_elsewhere(county, sign_in, case):
    client_of_ours = person(name="王五", id_number="440524198001010014")
    other = walk(county, "assign", case=new_case(county, who=client_of_ours))
    send(
        sign_in(county.lvshi),
        case,
        opponent_name=["王五"],
    )
    said = f"承办人或者所在机构在{other.number}中为对方办理，请核对是否有利益冲突"
    assert told(case).endswith(f"；{said}")
    message = Message.objects.get(user=county.zhuren, key__startswith="conflict:")
    assert message.text == f"{case.number}：{said}。"


def test_form_of_aid_nobody_asked_for_is_chosen_and_not_the_first_of_the_list(county, sign_in):
    case = walk(county, "recommend", case=new_case(county, **EARLY, mode=""))
    form = sign_in(county.zhuren).get(f"/cases/{case.pk}/grant/").context["form"]
    assert [key for key, _ in form.fields["mode"].choices][0] == ""
    answer = sign_in(county.zhuren).post(
        f"/cases/{case.pk}/grant/",
        {"codes": ["wages", "migrant_worker"], "mode": "", "seen": case.version},
    )
    assert answer.context["form"].errors == {"mode": ["请选择援助方式。"]}


def test_grandmother_with_her_reason_and_those_who_apply_together_stay(county, sign_in):
    case = walk(county, "grant", case=new_case(county, **EARLY))
    case.applicant.birth = date(2016, 5, 20)
    case.applicant.save()
    grandmother = {"name": "赵桂芳", "agency": "statutory", "relation": "祖母"}
    case.parties.create(role="representative", precedence="母亲重病住院，无法代理", **grandmother)
    case.joint_applicants.create(name="李小强")
    Case.objects.update(applicant_count=2)

    typed = {f"representative_{name}": value for name, value in grandmother.items()}
    typed["representative_precedence"] = "母亲重病住院，无法代理"
    assert send(sign_in(county.zhuren), case, mode="劳动仲裁代理", **typed).status_code == 302
    case = Case.objects.get(pk=case.pk)
    agent = case.representative
    assert (agent.name, agent.precedence) == ("赵桂芳", "母亲重病住院，无法代理")
    assert (case.stage, [row.name for row in case.joint]) == ("仲裁", ["李小强"])


def test_guardian_of_an_adult_without_full_capacity_stays(county, sign_in):
    case = walk(county, "grant", case=new_case(county, **EARLY))
    Case.objects.update(capacity="limited")
    son = {"name": "李明", "agency": "statutory", "relation": "配偶"}
    case.parties.create(role="representative", **son)
    typed = {f"representative_{name}": value for name, value in son.items()}
    assert send(sign_in(county.zhuren), case, mode="劳动仲裁代理", **typed).status_code == 302


def test_draft_from_before_anothers_update_is_not_put_back_over_it(county, sign_in, case):
    lawyer = sign_in(county.lvshi)
    path = reverse("cases:step_draft", args=[case.pk, "update_matter"])
    lawyer.post(path, NOW | {"organ": "从前的机关"})
    page = lawyer.get(reverse("cases:update_matter", args=[case.pk]))
    assert page.context["form"]["organ"].value() == "从前的机关"

    update(Case.objects.get(pk=case.pk), county.zhuren, organ="邻水县劳动人事争议仲裁委员会")
    page = sign_in(county.lvshi).get(reverse("cases:update_matter", args=[case.pk]))
    assert page.context["form"]["organ"].value() == "邻水县劳动人事争议仲裁委员会"
    assert "自动保存的内容没有放回" in page.content.decode()


def test_who_examines_the_file_confirms_a_stage_the_handler_changed(county, sign_in, case):
    send(sign_in(county.lvshi), case)
    case.refresh_from_db()
    for number, step in enumerate(("conclude", "report_closure"), 1):
        do(case, county, step, timezone.now() + timedelta(seconds=number))

    later = {"by": county.shencha, "at": timezone.now() + timedelta(minutes=1)}
    with pytest.raises(DomainError) as refused:
        CASE.acts["approve_closure"](case, opinion="", **later)
    assert (refused.value.field, case.state) == ("stage_checked", "closing_review")

    client, path = sign_in(county.shencha), reverse("cases:approve_closure", args=[case.pk])
    today = timezone.localdate()
    assert (
        f"（{today.month}月{today.day}日 尚未进入法律程序→仲裁）"
        in client.get(path).context["form"]["stage_checked"].label
    )
    answer = client.post(path, {"seen": case.version, "opinion": ""})
    assert list(answer.context["form"].errors) == ["stage_checked"]
    CASE.acts["approve_closure"](case, opinion="", stage_checked=True, **later)
    assert case.state == "follow_up"


def test_stage_an_office_says_needs_no_second_look(county, sign_in, case):
    send(sign_in(county.zhuren), case, mode="劳动仲裁代理")
    assert restagings_of(Case.objects.get(pk=case.pk)) == []


def test_handler_who_owes_one_item_leaves_the_stage_alone(county, case):
    Case.objects.filter(pk=case.pk).update(state="item_owed")
    case.refresh_from_db()
    with pytest.raises(DomainError, match="结案材料已经审查通过") as refused:
        update(case, county.lvshi, stage="仲裁")
    assert refused.value.field == "stage"
    update(case, county.chuangkou, stage="仲裁")


def test_new_way_of_contact_is_told_to_those_who_have_her_other_open_cases(county, case):
    other = new_case(county)
    new_case(county, who=person(name="王芳", id_number=""))
    asked = {"safe": "stated", "safe_hours": "工作日上午", "forbidden": ["phone"]}
    contact = {"phone": case.applicant.phone, "address": case.applicant.address} | asked

    opponents = [{"role": "opponent", "name": party.name} for party in case.opponents]
    fields = {name: getattr(case, name) for name in ("stage", "mode", "applicant_role", "organ")}
    facts = {"fields": fields, "contact": contact, "parties": opponents}
    CASE.acts["update_matter"](case, by=county.lvshi, reason="她搬走了", **facts)

    said = f"{other.number}的当事人改变了联系的约定，联系以前请向本人核对，并更新本案。"
    found = Message.objects.filter(key__startswith="safe:").values_list("user__username", "text")
    assert list(found) == [("chuangkou", said)]

    update(case, county.lvshi, organ_number="清劳人仲案〔2026〕31号")
    assert Message.objects.filter(key__startswith="safe:").count() == 1
