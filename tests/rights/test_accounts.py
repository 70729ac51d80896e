"""Who manages whose account, and what a station may do, against what is written out."""

from datetime import date

import pytest

from cases.permissions import station_may
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS
from stations.models import Station
from stations.permissions import may_manage, roles_to_give

from .tables import NO, ROLES, YES, read

TABLE = read("accounts.txt")
REFUSALS = dict(TABLE["refusals"]) | {YES: ""}


def rows(section):
    (_, letters), *found = TABLE[section]
    assert letters == "w s r d h m q f b a"
    return {who: cells.split() for who, cells in found}


def person(letter, pk):
    return User(pk=pk, username=f"{letter}{pk}", role=ROLES[letter][0])


def test_only_those_of_the_table_manage_people():
    managers = {role for role, rights in PERMISSIONS.items() if "people.manage" in rights}
    assert managers == {ROLES[letter][0] for letter in rows("manages")}


@pytest.mark.parametrize("who", rows("manages"))
def test_accounts_are_managed_as_the_table_says(who):
    found = [may_manage(person(who, 1), person(letter, 2)) for letter in ROLES]
    assert found == [REFUSALS[mark] for mark in rows("manages")[who]]


@pytest.mark.parametrize("who", rows("gives"))
def test_roles_are_given_as_the_table_says(who):
    given = roles_to_give(person(who, 1))
    found = [YES if role in given else NO for role, _ in ROLES.values()]
    assert found == rows("gives")[who]


def test_nobody_manages_the_own_account():
    assert {may_manage(person(letter, 1), person(letter, 1)) for letter in ROLES} == {
        "不能对自己的账号办理这一步。"
    }


@pytest.mark.parametrize(
    ("duties", "duty", "refusal"),
    [
        (["consult", "apply", "pre_review"], "apply", ""),
        (["consult", "apply"], "apply", ""),
        (["consult", "apply"], "pre_review", "石桥乡站没有“初审”的职责，请引导当事人到法律援助中心办理。"),
        (["consult"], "apply", "石桥乡站没有“接收申请”的职责，请引导当事人到法律援助中心办理。"),
        (["apply"], "consult", "石桥乡站没有“接待咨询”的职责，请引导当事人到法律援助中心办理。"),
    ],
)  # fmt: skip
def test_station_does_what_the_centre_allows_it(duties, duty, refusal):
    station = Station(name="石桥乡站", kind="township", duties=duties)
    assert station_may(station, duty) == refusal


def test_closed_station_does_nothing():
    station = Station(name="石桥乡站", kind="township", closed_on=date(2026, 3, 1))
    assert station_may(station, "apply") == "石桥乡站已于2026年3月1日撤销，不再办理业务。"
