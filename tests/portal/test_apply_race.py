"""At the same moment, each on a connection of its own: one sending, one case, one set of answers."""

import pytest

from cases.forms.intake import IntakeForm
from cases.forms.intake_facts import facts_of
from cases.forms.typed import Typed
from cases.models import Case
from legalaid.faces.portal.apply.domain import draft as acts
from legalaid.faces.portal.apply.domain.sending import send
from legalaid.faces.portal.apply.domain.submission import register, set_aside
from legalaid.faces.portal.apply.models import Draft, Submission
from legalaid.faces.portal.apply.steps import open_pages
from legalaid.faces.portal.apply.views.desk import prefilled
from tests.at_once import at_once, one_refused
from tests.conftest import build_county
from tests.portal.applied import Phone, received

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county():
    return build_county()


def facts(row, county):
    data = prefilled(row)
    typed = Typed(data)
    form = IntakeForm(data, ask=typed.questions, checklist=typed.checklist, rows=data)
    assert form.is_valid(), form.problems
    found = facts_of(form) | {"short": "清"}
    found["fields"] |= {"station": row.station, "ticket": None, "anew": ""}
    return found


def test_two_tabs_saving_one_page_leave_the_answers_of_one(county):
    draft, _ = acts.begin(seen_by="alone")

    def save(safe):
        return lambda: (
            acts.save_page(Draft.objects.get(pk=draft.pk), "safe", {"safe": [safe]}, seen=1).pk
        )

    told = one_refused(at_once(save("usual"), save("stated")))
    assert told.startswith("这份申请刚才在另一个页面")
    draft.refresh_from_db()
    assert (draft.version, draft.first("safe") in ("usual", "stated")) == (2, True)


def test_pressed_twice_it_is_sent_once(county):
    draft = Phone().begin().fill().draft
    sendings = [lambda: send(Draft(**vars_of(draft)), unanswered=open_pages).pk] * 2
    answers = at_once(*sendings)
    assert answers == [Submission.objects.get().pk] * 2


def vars_of(draft):
    return {field.attname: getattr(draft, field.attname) for field in Draft._meta.concrete_fields}


def test_two_clerks_registering_one_submission_make_one_case(county):
    row = received()

    def by(clerk):
        return lambda: (
            register(Submission.objects.get(pk=row.pk), by=clerk, facts=facts(row, county)).pk
        )

    answers = at_once(by(county.chuangkou), by(county.guidang))
    assert "不能办理“登记网上申请”" in one_refused(answers)
    assert Case.objects.count() == 1
    row.refresh_from_db()
    assert row.case == Case.objects.get()


def test_one_registers_while_another_lays_aside(county):
    row = received()
    aside = {"why": "none", "reason": "只是咨询。"}
    answers = at_once(
        lambda: (
            register(
                Submission.objects.get(pk=row.pk), by=county.chuangkou, facts=facts(row, county)
            ).pk
        ),
        lambda: set_aside(Submission.objects.get(pk=row.pk), by=county.guidang, **aside),
    )
    assert one_refused(answers).startswith("此网上申请现为")
    row.refresh_from_db()
    assert Case.objects.count() == (1 if row.state == "registered" else 0)
