"""The desk of notified defence: what waits by organ, and several assigned at once by the rules of one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from stations.models import Handler
from tests.cases.test_notice import notified
from tests.factories import START, do, walk

URL, ASSIGN = "cases:notices", "cases:notices_assign"


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: START + timedelta(days=5))


def cells(page):
    return [(row["organ"], row["waiting"], row["late"]) for row in page.context["organs"]]


def test_organs_stand_by_what_runs_out_first_with_what_is_late(county, sign_in):
    notified(county)
    for number in ("1号", "2号"):
        notified(county, at=START + timedelta(days=4), organ="清和县人民检察院", stage="审查起诉", applicant_role="犯罪嫌疑人",
                 notice={"organ_kind": "procuratorate", "number": number, "apart": "另案起诉", "received_on": date(2026, 3, 7)})  # fmt: skip
    page = sign_in(county.zhuren).get(reverse(URL))
    assert cells(page) == [("清和县人民法院", 1, 1), ("清和县人民检察院", 2, 0)]
    assert [case.organ for case in page.context["cases"]] == [
        "清和县人民法院", "清和县人民检察院", "清和县人民检察院",
    ]  # fmt: skip
    alone = sign_in(county.chuangkou).get(reverse(URL), {"organ": "清和县人民法院"})
    assert ([case.number for case in alone.context["cases"]], alone.context["picks"]) == (["清援案〔2026〕0001号"], False)  # fmt: skip


def test_case_moves_on_among_the_stands(county, sign_in):
    case, client = notified(county), sign_in(county.zhuren)
    do(case, county, "assign", START + timedelta(days=1))
    found = {
        stand: len(client.get(reverse(URL), {"stand": stand}).context["cases"])
        for stand in ("waiting", "offered", "refused", "at_work", "²")
    }
    assert found == {"waiting": 0, "offered": 1, "refused": 0, "at_work": 0, "²": 0}


def chosen(client, *cases):
    return client.get(reverse(ASSIGN), {"pk": [case.pk for case in cases]})


def choices(page, case):
    field = page.context["form"].fields[f"handler-{case.pk}"]
    return field.initial, [pk for pk, _ in field.choices if pk]


def test_co_accused_of_one_paper_are_proposed_different_lawyers(county, sign_in):
    first, second = notified(county), notified(county, person={"name": "钱二"})
    page = chosen(sign_in(county.zhuren), first, second)
    assert page.status_code == 200
    one, other = choices(page, first)[0], choices(page, second)[0]
    assert None not in (one, other)
    assert one != other


def test_lawyer_without_three_years_is_no_choice_for_life_or_death(county, sign_in):
    grave = notified(county, notified="life_or_death", crowds=[])
    plain = notified(county, person={"name": "钱二"}, notice={"number": "另1号"})
    page = chosen(sign_in(county.zhuren), grave, plain)
    less, more = choices(page, grave)[1], choices(page, plain)[1]
    assert set(less) < set(more)
    assert {handler.criminal_start.year < 2023 for handler in _handlers(less)} == {True}


def _handlers(keys):
    return Handler.objects.filter(pk__in=keys)


def test_each_chosen_is_assigned_by_the_act_of_one_and_one_left_out_stays(county, sign_in):
    client = sign_in(county.zhuren)
    first, second = notified(county), notified(county, person={"name": "钱二"})
    page = chosen(client, first, second)
    handler, _ = choices(page, first)
    said = {
        "row": [f"{case.pk}:{case.version}" for case in (first, second)],
        f"handler-{first.pk}": handler,
        f"handler-{second.pk}": "",
        "reason": "",
    }
    done = client.post(reverse(ASSIGN), said)
    assert [(item.refused, item.sentence) for item in done.context["items"]] == [
        (False, f"已指派{Case.objects.get(pk=first.pk).handler}。"),
        (True, "没有选人，没有指派。"),
    ]
    assert [Case.objects.get(pk=case.pk).state for case in (first, second)] == ["offered", "granted"]  # fmt: skip


def test_same_lawyer_chosen_for_two_accused_of_one_paper_gets_the_first_alone(county, sign_in):
    client = sign_in(county.zhuren)
    first, second = notified(county), notified(county, person={"name": "钱二"})
    handler, _ = choices(chosen(client, first, second), first)
    said = {f"handler-{case.pk}": handler for case in (first, second)}
    rows = [f"{case.pk}:{case.version}" for case in (first, second)]
    done = client.post(reverse(ASSIGN), said | {"row": rows, "reason": ""})
    one, other = done.context["items"]
    assert (one.refused, other.refused) == (False, True)
    assert other.sentence == (
        "不能指派该承办人：已为清援案〔2026〕0001号的同案人辩护，一名辩护人不能为两名以上同案人辩护，请另选。"
    )


def test_case_that_was_applied_for_is_not_assigned_here(county, sign_in):
    case = walk(county, "grant")
    page = chosen(sign_in(county.zhuren), case)
    assert [(item.refused, item.sentence) for item in page.context["items"]] == [(True, "不是办案机关通知的案件。")]  # fmt: skip
