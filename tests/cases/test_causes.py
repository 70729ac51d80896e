"""The dictionary of causes: what occurs here comes first in the intake form."""

from django.utils import timezone

from cases.models import Cause
from legalaid.platform.audit.models import Event
from tests.factories import new_case


def test_recount_puts_the_causes_of_the_last_year_first(county, sign_in):
    Cause.objects.filter(name="离婚纠纷").update(frequent=90)
    for _ in range(2):
        new_case(county, at=timezone.now())
    sign_in(county.admin).post("/cases/settings/causes/")
    assert list(Cause.objects.filter(frequent__gt=0).values_list("name", "frequent")) == [
        ("追索劳动报酬纠纷", 2)
    ]
    assert (
        Event.objects.filter(verb="office.setting").last().data["change"]
        == "按近一年案件数重排，1个常用"
    )


def test_one_cause_is_found_and_moved_up(county, sign_in):
    admin = sign_in(county.admin)
    page = admin.get("/cases/settings/causes/?q=lhjf").context["page"]
    cause = next(row for row in page if row.name == "离婚纠纷")
    answer = admin.post(
        f"/cases/settings/causes/{cause.pk}/", {"frequent": "500", "row": cause.row}
    )
    assert answer.url == "/cases/settings/causes/"
    assert sign_in(county.chuangkou).get("/cases/new/").context["frequent"][0] == cause


def test_negative_count_is_refused_beside_its_field(county, sign_in):
    cause = Cause.objects.get(name="离婚纠纷")
    answer = sign_in(county.admin).post(
        f"/cases/settings/causes/{cause.pk}/", {"frequent": "-1", "row": cause.row}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["frequent"]
