"""What a consultation counts as in the quarterly return: its main kind, its charge, what the county counts as its own."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.domain.consultation import classify
from cases.models import Cause, Consultation, LocalTopics
from legalaid.platform.audit.chain import events_for
from tests.cases.test_consultation import consult, form


def test_criminal_question_keeps_its_charge_and_is_counted_once_by_the_kind_named_first(
    county, sign_in
):
    theft = Cause.objects.get(kind="criminal", name="盗窃罪")
    client, path = sign_in(county.chuangkou), reverse("cases:consultation_new")
    asked = form(topics=["criminal", "lending"], cause=theft.pk)
    assert client.post(path, asked).status_code == 302
    row = Consultation.objects.get()
    assert (row.main, row.charge, row.crime) == ("criminal", theft, "crime_property")
    assert "盗窃罪" in client.get(row.get_absolute_url()).content.decode()

    found = client.get(reverse("cases:consultation_charges"), {"cause_text": "dqz"})
    assert "盗窃罪" in found.content.decode()


def test_charge_of_a_question_that_is_not_criminal_is_refused_and_what_was_typed_stays(
    county, sign_in
):
    theft = Cause.objects.get(kind="criminal", name="盗窃罪")
    path = reverse("cases:consultation_new")
    page = sign_in(county.chuangkou).post(path, form(cause=theft.pk))
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"cause": ["写了罪名的，问题类型请勾选“刑事”；不是刑事的，请清空罪名。"]},
    )
    assert 'value="盗窃罪"' in page.content.decode()
    civil = Cause.objects.filter(kind="civil").first()
    page = sign_in(county.chuangkou).post(path, form(topics=["criminal"], cause=civil.pk))
    assert page.context["form"].errors == {"cause": ["请选择刑事罪名。"]}


def test_what_the_county_counts_as_its_own_is_ticked_by_the_names_of_the_day(county, sign_in):
    today = timezone.localdate()
    LocalTopics.objects.create(valid_from=today, text="电信诈骗\n征地拆迁", source="县局通知")
    LocalTopics.objects.create(
        valid_from=today + timedelta(days=1), text="电信诈骗\n预付卡", source="县局通知"
    )
    client, path = sign_in(county.chuangkou), reverse("cases:consultation_new")
    assert [*client.get(path).context["form"]["local"].field.choices] == [
        ("1", "电信诈骗"),
        ("2", "征地拆迁"),
    ]
    assert client.post(path, form(local=["2"])).status_code == 302
    row = Consultation.objects.get()
    assert row.local == ["2"]
    assert "征地拆迁" in client.get(row.get_absolute_url()).content.decode()
    page = client.post(path, form(local=["3"]))
    assert [*page.context["form"].errors] == ["local"]


def test_what_it_counts_as_is_put_right_with_a_record(county, sign_in):
    theft = Cause.objects.get(kind="criminal", name="盗窃罪")
    row = consult(county, topics=["criminal", "lending"], charge=theft)
    client, path = sign_in(county.chuangkou), reverse("cases:consultation_classify", args=[row.pk])
    form = client.get(path).context["form"]
    assert (form["topics"].value(), form["crowds"].value()) == (["criminal", "lending"], [])

    said = {"seen": row.version, "topics": ["lending", "wages"], "crowds": ["migrant_worker"]}
    assert client.post(path, said).status_code == 302
    row = Consultation.objects.get()
    assert (sorted(row.topics.values_list("topic", flat=True)), row.main, row.crowds) == (
        ["lending", "wages"],
        "lending",
        ["migrant_worker"],
    )
    assert (row.charge, row.crime, row.state) == (None, "", "answered")
    assert list(events_for("consultation", row.pk))[-1].sentence == "核对分类：民间借贷、劳动报酬"


def test_main_kind_stays_while_it_is_among_those_put_right(county):
    row = consult(county, topics=["other"])
    words = {"crowds": [], "topics": ["其他", "刑事"]}
    classify(row, by=county.chuangkou, kinds=["criminal", "other"], **words)
    assert row.main == "other"


def test_kinds_are_not_all_taken_away(county, sign_in):
    row = consult(county)
    path = reverse("cases:consultation_classify", args=[row.pk])
    page = sign_in(county.chuangkou).post(path, {"seen": row.version})
    assert (page.status_code, page.context["form"].errors) == (
        422,
        {"topics": ["请至少选一类问题。"]},
    )
