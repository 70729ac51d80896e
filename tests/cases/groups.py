"""Six workers with separable claims, walked and acted on."""

from datetime import date
from decimal import Decimal

from cases.models import Case
from cases.workflow import CASE
from tests.factories import LINE, START, do, new_case, worker

NUMBERS = ("11010519491231002X", "440524188001010014")


def six(county, **fields):
    """The applicant 李国强 and five more: 吴小妹 and 周大勇 with numbers and sums, 工友4 to 工友6."""
    listed = [
        worker(2, name="吴小妹", id_kind="resident", id_number=NUMBERS[0], sex="F", birth=date(1949, 12, 31), amount=Decimal(9300), phone="13700137000"),
        worker(3, name="周大勇", id_kind="resident", id_number=NUMBERS[1], amount=Decimal(5000)),
        *(worker(number) for number in (4, 5, 6)),
    ]  # fmt: skip
    return new_case(county, applicant_count=6, indivisible=False, joint=listed, **fields)


def go(case, county, until):
    """On along the ordinary line, whatever was done in between; what a matter of many people asks for is done as well."""
    done = LINE.index(AFTER[case.state]) + 1
    for step in LINE[done : LINE.index(until) + 1]:
        if step == "report_closure" and not case.group_reports.exists():
            act(case, "report_group", county.lvshi, facts="六人，情绪稳定。", measures="已安抚。")
        do(case, county, step, later(case))
    return case


AFTER = {
    "form_review": "accept", "merits_review": "pass_form", "decision": "recommend", "granted": "grant", "offered": "assign",
    "agreement": "accept_assignment", "first_meeting": "sign_agreement", "handling": "hold_first_meeting", "concluded": "conclude",
    "closing_review": "report_closure", "follow_up": "approve_closure",
}  # fmt: skip


def begun(county, until="recommend", **fields):
    case = six(county, **fields)
    do(case, county, "accept", later(case))
    return go(case, county, until)


def later(case):
    return max(case.changed_at, START).replace(hour=10) + (START.replace(day=4) - START)


def act(case, key, by, at=None, **facts):
    return CASE.acts[key](case, by=by, at=at or case.changed_at, **facts)


def who(case, name):
    """The key of a person of the list."""
    return next(one.pk for one in case.members.select_related("joint") if one.who.name == name)


def anew(case):
    return Case.objects.get(pk=case.pk)
