"""What nobody loses by a registration, a wish or a word (Law art. 25, 48)."""

import pytest

from cases.law.termination import OCCASIONS, unfitting
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError, NotAllowed
from tests.cases.test_notice import met, notified
from tests.cases.test_termination import proposed
from tests.factories import walk

WHO = ["chuangkou", "shencha", "zhuren"]
DEFENDED = {
    "deceit", "concealment", "unlawful", "ended", "ended_by_death", "own_counsel", "death", "other",
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_grant_on_application_is_not_wiped_as_a_registration(county, who):
    case = walk(county, "grant")
    with pytest.raises(NotAllowed):
        CASE.acts["annul"](
            case, by=getattr(county, who), at=case.changed_at, reason="登记在别人名下。"
        )
    assert case.state == "granted"


def test_notice_that_went_to_the_wrong_person_is(county):
    case = notified(county)
    CASE.acts["annul"](case, by=county.chuangkou, at=case.changed_at, reason="登记在别人名下。")
    assert case.state == "annulled"


def test_reasons_that_end_a_defence_the_law_asks_for():
    where = {"by_notice": True, "must_be_defended": True, "regardless": False, "prior": ""}
    found = {row.code for row in OCCASIONS if not unfitting(row.code, **where)}
    assert found == DEFENDED


@pytest.mark.parametrize("occasion", ["request", "reconciled", "unreachable"])
def test_no_wish_takes_the_defence_from_whom_the_law_wants_defended(county, occasion):
    case = notified(county)
    met(case, county, consented=True)
    with pytest.raises(DomainError, match="应当有辩护人的，不因") as wrong:
        proposed(case, county, occasion=occasion)
    assert (wrong.value.field, case.state) == ("occasion", "handling")
