"""Somebody who may be reached only as agreed: asked by itself, carried on, shown, obeyed, on no paper the other side may see."""

import re

import pytest
from django.urls import reverse

from cases.domain.followup import follow_up
from cases.domain.intake import remember_person
from cases.domain.progress import add_log, report_progress
from cases.forms.intake import NO_PHONE
from cases.models import Case, Consultation, JointApplicant, Person
from cases.workflow import CASE
from legalaid.platform.audit.models import Event
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.safety import NOT_PRINTED, warning_of
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.safety import CONTRADICTED
from stations.models import Referral
from tests.cases import test_consultation as asked
from tests.cases import test_intake as intake
from tests.factories import START, new_case, person, walk

STATED = {
    "safe": "stated", "safe_phone": "13900139000", "safe_person": "姐姐李梅", "safe_hours": "工作日上午",
    "forbidden": ["phone", "mail"], "code_word": "送快递",
}  # fmt: skip
WARNING = "不得拨打本人电话、邮寄；只在工作日上午联系"
NOT_ASKED = ["遭受家庭暴力、虐待、遗弃的，请问明怎样联系才安全。"]
HIDDEN = ("13800138000", "清和县石桥乡东河村7号", "清和县城关镇建设路1号", "13900139000", "送快递")


def guarded(county, **changes):
    return new_case(county, who=person(**STATED | changes))


def test_warning_names_ways_and_hours_and_nothing_sealed():
    assert warning_of("stated", "工作日上午", ["phone", "mail"], "") == WARNING
    assert warning_of("stated", "", [], "") == "只能按约定的方式联系"
    assert warning_of("usual", "", [], "听力障碍") == "听力障碍"


@pytest.mark.parametrize(
    ("forbidden", "safe_phone", "manner", "refused"),
    [
        (["phone"], "", "电话", True),
        (["phone"], "13900139000", "电话", False),
        (["text"], "13900139000", "短信", True),
        (["mail"], "", "书面", True),
        (["mail"], "", "当面", False),
    ],
)  # fmt: skip
def test_way_that_is_forbidden_is_refused_unless_a_safe_number_is_called(
    forbidden, safe_phone, manner, refused
):
    row = Person(safe="stated", forbidden=forbidden, safe_phone=safe_phone, phone="13800138000")
    assert bool(row.refusal_of(manner)) == refused


def test_abuse_ticked_asks_in_intake_consultation_and_slip(county, sign_in):
    client = sign_in(county.chuangkou)
    answer = intake.send(client, intake.form(crowds=["abuse_victim"]))
    assert intake.errors(answer) == {"safe": NOT_ASKED}
    order = intake.send(client, intake.form(cause_name="申请人身安全保护令", crowds=[]))
    assert intake.errors(order)["safe"] == NOT_ASKED

    new = reverse("cases:consultation_new")
    question = client.post(new, asked.form(crowds=["abuse_victim"]))
    assert question.context["form"].errors["safe"] == NOT_ASKED

    row = asked.consult(county)
    slip = asked.slip_form(row, matter="abuse")
    sent = client.post(reverse("cases:consultation_refer", args=[row.pk]), slip)
    assert sent.context["form"].errors["safe"] == NOT_ASKED
    assert (Case.objects.count(), Referral.objects.count()) == (0, 0)

    intake.send(client, intake.form(crowds=["abuse_victim"], safe="usual"))
    case = Case.objects.get()
    assert (case.applicant.safe, case.applicant.safe_phone, case.secret) == ("usual", "", True)


def test_details_beside_no_special_wish_are_asked_about_and_not_dropped(county, sign_in):
    both = intake.form(crowds=["abuse_victim"], safe="usual", safe_phone="13900139000")
    answer = intake.send(sign_in(county.chuangkou), both)
    assert intake.errors(answer) == {"safe": [CONTRADICTED]}
    assert 'value="13900139000"' in answer.text


def test_details_without_an_answer_are_one_and_an_answer_without_details_is_none(county, sign_in):
    client = sign_in(county.chuangkou)
    empty = intake.send(client, intake.form(safe="stated"))
    assert intake.errors(empty) == {"safe": ["请写明可以联系的方式，或者不得使用的方式。"]}

    intake.send(client, intake.form(safe_phone="13900139000"))
    case = Case.objects.get()
    assert (case.applicant.safe, case.applicant.dial, case.secret) == (
        "stated",
        "13900139000",
        True,
    )


def test_safe_contact_goes_from_the_consultation_into_slip_and_application(county, sign_in):
    client = sign_in(county.chuangkou)
    told = asked.form(crowds=["abuse_victim"], **STATED)
    client.post(reverse("cases:consultation_new"), told)
    row = Consultation.objects.get()
    for name in ("cases:consultation_refer", "cases:intake"):
        args = [row.pk] if name.endswith("refer") else []
        page = client.get(reverse(name, args=args), {"consultation": row.pk})
        initial = page.context["form"].initial
        assert {key: initial[key] for key in STATED} == STATED
    assert WARNING in client.get(row.get_absolute_url()).content.decode()


def test_whoever_is_not_asked_anew_is_reached_as_was_said_before(county):
    remember_person(person(**STATED))
    again = remember_person(person(phone="13700137000", safe="", forbidden=[]))
    assert (again.phone, again.safe, again.forbidden) == (
        "13700137000",
        "stated",
        ["phone", "mail"],
    )
    usual = remember_person(
        person(**dict.fromkeys(STATED, "") | {"safe": "usual", "forbidden": []})
    )
    assert (usual.safe, usual.dial) == ("usual", "13800138000")


def test_no_paper_of_the_line_shows_number_or_address(county):
    case = walk(county, "approve_closure", case=guarded(county))
    papers = list(Paper.objects.filter(workflow="case", subject_id=case.pk))
    assert {paper.kind for paper in papers} >= {"application", "review_form", "assignment_notice"}
    shown = {
        (paper.kind, word) for paper in papers for word in HIDDEN if word in str(paper.context)
    }
    assert shown == set()


def test_page_reveals_the_safe_number_and_never_dials_the_forbidden_one(county, sign_in):
    case, client = guarded(county), sign_in(county.chuangkou)
    where = case.get_absolute_url()
    assert WARNING in client.get(where).content.decode()

    def dialled(field):
        page = client.post(f"{where}reveal/", {"field": field, "reason": "联系"}).content.decode()
        return re.findall(r'href="tel:(\d+)"', page), WARNING in page, "送快递" in page

    assert dialled("phone") == (["13900139000"], True, False)
    assert dialled("safe_phone") == (["13900139000"], True, True)

    usual = new_case(county, who=person(id_number="", name="王芳"))
    other = {"field": "safe_phone", "reason": "联系"}
    assert client.post(f"{usual.get_absolute_url()}reveal/", other).status_code == 403


def test_report_and_call_back_refuse_what_endangers_and_the_log_takes_what_happened(county):
    case = walk(county, "hold_first_meeting", case=guarded(county, safe_phone=""))
    on = {"by": county.lvshi, "at": case.changed_at}
    facts = {"done_on": case.changed_at.date(), "manner": "电话", "content": "已立案"}
    with pytest.raises(DomainError, match="当事人要求不得拨打本人电话"):
        report_progress(case, **on, **facts)
    add_log(case, **on, entry_kind="其他", **facts)

    said = {"met": True, "told": True, "reported": True, "money_asked": False}
    closed = walk(county, "approve_closure", case=guarded(county, name="王芳", id_number=""))
    with pytest.raises(DomainError, match="不得邮寄"):
        follow_up(
            closed, by=county.jiandu, at=closed.changed_at, satisfaction="5", manner="书面", **said
        )


def test_somebody_without_a_number_is_found_through_somebody(county, sign_in):
    client = sign_in(county.chuangkou)
    answer = intake.send(client, intake.form(phone=""))
    assert intake.errors(answer) == {"reach": [NO_PHONE]}
    for told in ({"reach": "村委会主任李大山"}, {"safe_person": "姐姐李梅，13700137000"}):
        assert intake.send(client, intake.form(phone="", **told)).status_code == 302
    assert sorted(Case.objects.values_list("applicant__reach", flat=True)) == [
        "",
        "村委会主任李大山",
    ]


def test_safe_contact_changes_after_the_grant_and_binds_at_once(county, sign_in):
    case, client = walk(county, "hold_first_meeting"), sign_in(county.lvshi)
    path = reverse("cases:update_matter", args=[case.pk])
    now = {"stage": case.stage, "applicant_role": case.applicant_role, "organ": case.organ, "amount": "18600.00",
           "opponent_name": ["清和县宏达建筑工程有限公司"], "reason": "丈夫查看她的手机"}  # fmt: skip
    refused = client.post(path, now | {"seen": case.version, "safe": "stated"})
    assert refused.context["form"].errors == {
        "safe": ["请写明可以联系的方式，或者不得使用的方式。"]
    }
    told = STATED | {"safe_phone": "", "reach": "姐姐李梅"}
    assert client.post(path, now | told | {"seen": case.version}).status_code == 302

    case = Case.objects.get(pk=case.pk)
    who = case.applicant
    assert {name: getattr(who, name) for name in STATED} == STATED | {"safe_phone": ""}
    assert (who.reach, who.warning, case.secret) == ("姐姐李梅", WARNING, True)
    facts = {"done_on": case.changed_at.date(), "manner": "电话", "content": "已立案"}
    with pytest.raises(DomainError, match="当事人要求不得拨打本人电话"):
        report_progress(case, by=county.lvshi, **facts)
    [said] = Event.objects.filter(verb="case.update_matter")
    assert ("安全联系" in said.personal_data["changes"], "送快递" in str(said.personal_data)) == (
        True,
        False,
    )

    page = client.get(path)
    assert ("送快递" in page.text, page.context["form"]["forbidden"].value()) == (
        False,
        ["phone", "mail"],
    )
    kept = {"seen": case.version, "safe": "stated", "forbidden": ["mail"], "safe_hours": "下午"}
    assert client.post(path, now | kept).status_code == 302
    who = Case.objects.get(pk=case.pk).applicant
    assert (who.code_word, who.safe_person, who.forbidden) == ("送快递", "姐姐李梅", ["mail"])
    usual = {"seen": case.version + 1, "safe": "usual"}
    assert client.post(path, now | usual).status_code == 302
    who = Case.objects.get(pk=case.pk).applicant
    assert (who.safe, who.code_word, who.safe_person, who.safe_hours) == ("usual", "", "", "")


def test_form_hides_the_telephones_of_those_who_apply_with_somebody_hidden(county):
    case = guarded(county)
    Case.objects.filter(pk=case.pk).update(applicant_count=2)
    JointApplicant.objects.create(case=case, name="吴小妹", phone="13700137000")
    paper = CASE.issue("application", Case.objects.get(pk=case.pk), by=county.chuangkou, at=START)
    assert [(one["name"], one["phone"]) for one in paper.facts["joint"]] == [
        ("吴小妹", NOT_PRINTED)
    ]


def test_what_another_matter_forbids_stands_on_every_page_of_the_case_and_is_not_dialled(
    county, sign_in
):
    case = walk(county, "recommend")
    wife = person(name="张三", id_number="440524199001010029", sex="F")
    other = new_case(county, at=START, who=wife)
    agreed = {"safe": "stated", "forbidden": ["phone"], "contact_note": "丈夫看手机"}
    Person.objects.filter(pk=other.applicant_id).update(**agreed)
    said = "本人或者这个号码另有约定：不得拨打本人电话"

    page = sign_in(county.chuangkou).get(f"{case.get_absolute_url()}person/").content.decode()
    assert said in page

    director = sign_in(county.zhuren)
    head = director.get(case.get_absolute_url()).content.decode().partition("</h1>")[2]
    assert "安全联系</span>" in head.partition("</p>")[0]
    for page in (
        case.get_absolute_url(),
        f"{case.get_absolute_url()}return_to_review/",
        f"/cases/decisions/?case={case.pk}",
    ):
        shown = director.get(page).content.decode()
        assert (page, said in shown, "丈夫看手机" in shown) == (page, True, False)

    asked = {"field": "phone", "reason": "核对电话"}
    shown = director.post(reverse("cases:reveal", args=[case.pk]), asked).content.decode()
    assert (said in shown, 'href="tel:' in shown) == (True, False)


def test_consultation_heeds_what_was_agreed_in_others_and_not_itself_twice(county, sign_in):
    row = asked.consult(
        county, phone="13800138000", **STATED | {"safe_phone": "", "forbidden": ["text"]}
    )
    new_case(county, who=person(phone="13800138000", safe="stated", forbidden=["phone"]))
    shown = sign_in(county.chuangkou).get(row.get_absolute_url()).content.decode()
    assert shown.count("本人或者这个号码另有约定") == 1
    assert "另有约定：不得拨打本人电话<" in shown
