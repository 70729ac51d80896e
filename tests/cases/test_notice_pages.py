"""The pages on which a notice is registered and put right, and its assignment."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from cases.models import Case, Cause
from legalaid.platform.core.identifiers import check_digit
from legalaid.platform.core.words import day
from tests.cases.test_notice import NOTICE, notified

FORM = {
    **NOTICE, "name": "赵小军", "organ": "清和县人民法院", "applicant_role": "被告人", "id_kind": "resident", "sex": "M",
    "stage": "一审", "notified": "sensory",
}  # fmt: skip


def form_of(**changes):
    today = timezone.localdate().isoformat()
    facts = {
        "token": str(uuid.uuid4()),
        "cause": Cause.objects.get(name="盗窃罪").pk,
        "dated_on": today,
        "received_on": today,
    }
    return FORM | facts | changes


def test_page_registers_and_asks_for_no_means(county, sign_in):
    client = sign_in(county.shencha)
    page = client.get(reverse("cases:notice_new")).content.decode()
    assert [word for word in ("月收入", "存款", "已作个人诚信承诺") if word in page] == []
    answer = client.post(reverse("cases:notice_new"), form_of())
    case = Case.objects.get()
    assert (answer.status_code, answer.url) == (302, case.get_absolute_url())
    assert (case.channel, case.organ, case.applicant.id_kind, case.crowds) == (
        "notice",
        "清和县人民法院",
        "none",
        ["blind_deaf_mute"],
    )
    shown = client.get(f"{case.get_absolute_url()}?all=1").content.decode()
    assert [
        word
        for word in ("清法援通〔2026〕12号", "受援人", "更正通知登记", "清和县看守所")
        if word not in shown
    ] == []
    assert (
        f"{day(case.notice.received_on)}，{county.shencha.name}登记" in shown
    )  # a day, no hour: the paper says none


def test_assignment_of_a_notified_case_names_its_own_article_and_asks_for_the_handler(
    county, sign_in
):
    case = notified(county)
    answer = sign_in(county.zhuren).post(
        reverse("cases:assign", args=[case.pk]), {"seen": case.version, "reason": "就近"}
    )
    page = strip_tags(answer.content.decode())
    assert (
        answer.status_code,
        [word for word in ("法律援助法第三十六条", "请选择承办人。", "就近") if word not in page],
    ) == (
        422,
        [],
    )


@pytest.mark.parametrize(
    "field",
    [
        "organ",
        "organ_kind",
        "number",
        "dated_on",
        "received_on",
        "contact",
        "name",
        "cause",
        "notified",
        "stage",
    ],
)
def test_page_says_beside_the_field_what_is_missing(county, sign_in, field):
    answer = sign_in(county.chuangkou).post(reverse("cases:notice_new"), form_of(**{field: ""}))
    assert (answer.status_code, list(answer.context["form"].errors), Case.objects.count()) == (
        422,
        [field],
        0,
    )


def test_page_refuses_a_day_still_to_come_beside_the_field(county, sign_in):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = sign_in(county.chuangkou).post(
        reverse("cases:notice_new"), form_of(received_on=tomorrow)
    )
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {"received_on": ["收到日期不能晚于今天。"]},
    )


def test_minor_is_kept_apart_with_and_without_a_birth_date(county, sign_in):
    client = sign_in(county.chuangkou)
    born = f"440524{timezone.localdate().year - 16}0101001"
    for number in ("", born + check_digit(born)):
        client.post(
            reverse("cases:notice_new"),
            form_of(
                notified="minor", id_number=number, number=f"{len(number)}号", apart="另案起诉"
            ),
        )
    assert [(case.crowds, case.secret) for case in Case.objects.all()] == [(["minor"], True)] * 2


def test_amend_page_keeps_what_is_left_empty(county, sign_in):
    case = notified(
        county,
        person={
            "id_kind": "resident",
            "id_number": "440524198801010011",
            "birth": date(1988, 1, 1),
            "address": "建设路1号",
        },
    )
    page = sign_in(county.chuangkou).get(reverse("cases:amend_notice", args=[case.pk]))
    assert "440524198801010011" not in page.content.decode()
    data = {**form_of(number="清法援通〔2026〕20号"), "reason": "文号抄错了", "seen": case.version}
    answer = sign_in(county.chuangkou).post(reverse("cases:amend_notice", args=[case.pk]), data)
    case = Case.objects.get()
    assert (answer.status_code, case.notice.number, case.applicant.id_number, case.applicant.address) == (
        302, "清法援通〔2026〕20号", "440524198801010011", "建设路1号",
    )  # fmt: skip


def test_intake_form_no_longer_asks_for_a_situation(county, sign_in):
    page = sign_in(county.chuangkou).get(reverse("cases:intake"))
    assert "notified" not in page.context["form"].fields
    assert "notice" not in dict(page.context["form"].fields["channel"].choices)
