"""What a consultation counts as in the quarterly return: its main kind, its charge, what the county counts as its own."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.models import Cause, Consultation, LocalTopics
from tests.cases.test_consultation import form


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
