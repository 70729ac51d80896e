"""Papers served online: only where it was agreed to, by whom it concerns, and received when they were first opened."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.domain.electronic import register_opening
from cases.domain.following import set_following
from cases.models import (
    Case,
    ElectronicConsent,
    JointApplicant,
    PaperOpening,
    Party,
    Person,
    Service,
)
from cases.queries.following import code_for, following_of
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.models import Job
from legalaid.platform.jobs.queue import run
from tests.factories import do, new_case, walk

pytestmark = pytest.mark.django_db
MINE, SEEN, PAPERS = "/public/mine/", "/public/mine/case/", "/public/mine/papers/"
OTHER = "440524199001010095"


@pytest.fixture
def case(county):
    """Refused, and its decision printed."""
    return refused(county)


def refused(county):
    case = walk(county, "recommend")
    at = case.changed_at + timedelta(hours=1)
    do(case, county, "refuse", at, grounds=["means"], reasons="收入高于标准。")
    ensure_file(decision(case))
    return Case.objects.get(pk=case.pk)


def decision(case):
    return Paper.objects.get(workflow="case", subject_id=case.pk, kind="decision_refuse")


def inside(case, last="0011"):
    client = Client()
    client.post(MINE, {"code": code_for(case, following_of(case)), "last": last})
    return client


def at_the_window(county, case, electronic):
    said = {"shown": "all", "said": "本人当面提出", "electronic": electronic}
    return set_following(case, by=county.chuangkou, **said)


def path(case):
    return reverse("portal:mine_paper", args=[decision(case).pk])


def opens(client, case):
    """(status, whether a PDF came) of pressing the button and following where it leads."""
    answer = client.post(path(case), follow=True)
    is_file = answer.headers.get("Content-Type") == "application/pdf"
    return is_file and b"".join(answer.streaming_content)[:5] == b"%PDF-"


def test_without_consent_no_paper_is_shown(case):
    client = inside(case)
    page = client.get(PAPERS).content.decode()
    answer = client.post(path(case))
    assert ("同意电子送达" in page, "decision" in page, answer.status_code) == (True, False, 422)
    assert client.get(path(case)).url == PAPERS
    assert not PaperOpening.objects.exists()


def test_tick_is_asked_for_and_kept_with_time_and_address(case):
    client = inside(case)
    assert client.post(PAPERS, {}).status_code == 422
    assert client.post(PAPERS, {"agree": "on"}).url == PAPERS
    row = ElectronicConsent.objects.get()
    assert (row.case, row.who, row.address) == (case, "申请人", "127.0.0.1")
    assert timezone.now() - row.at < timedelta(minutes=1)
    assert Event.objects.filter(verb="case.electronic_agreed", subject_id=case.pk).count() == 1
    assert client.post(PAPERS, {"agree": "on"}).status_code == 422


def test_first_opening_is_the_receipt_and_the_second_changes_nothing(case):
    client = inside(case)
    client.post(PAPERS, {"agree": "on"})
    assert client.get(path(case)).url == PAPERS  # not opened yet
    assert opens(client, case)
    for job in Job.objects.filter(kind="serve_opened"):
        run(job.pk)
    assert opens(client, case)
    assert {job.kind: job.state for job in Job.objects.filter(kind="serve_opened")} == {
        "serve_opened": "done"
    }

    opening, row = PaperOpening.objects.get(), Service.objects.get(paper=decision(case))
    today = timezone.localdate()
    assert (row.how, row.sent_on, row.received_on) == ("electronic", today, today)
    assert (row.recipient, row.by.username) == (case.applicant.name, "system")
    assert row.agreed == str(opening.consent)
    verbs = Event.objects.filter(subject_id=case.pk, verb__startswith="case.paper_")
    told = list(verbs.order_by("seq").values_list("verb", flat=True))
    assert told == ["case.paper_opened", "case.paper_read"]
    assert "最后一天" in client.get(SEEN).content.decode()


def test_day_of_opening_counts_not_the_day_it_is_registered(case):
    client = inside(case)
    client.post(PAPERS, {"agree": "on"})
    opens(client, case)
    PaperOpening.objects.update(at=timezone.now() - timedelta(days=2))
    ElectronicConsent.objects.update(at=timezone.now() - timedelta(days=3))
    Paper.objects.update(issued_at=timezone.now() - timedelta(days=4))
    row = register_opening(PaperOpening.objects.get())
    today = timezone.localdate()
    days = (today - timedelta(days=3), today - timedelta(days=2))
    assert (row.sent_on, row.received_on) == days


def test_service_the_office_registered_itself_stands(county, case):
    client = inside(case)
    client.post(PAPERS, {"agree": "on"})
    opens(client, case)
    first = register_opening(PaperOpening.objects.get())
    assert register_opening(PaperOpening.objects.get()) is None
    assert list(case.services.all()) == [first]


def test_taken_back_shows_nothing_more(case):
    client = inside(case)
    client.post(PAPERS, {"agree": "on"})
    opens(client, case)
    assert client.post(PAPERS, {"end": "1"}).url == PAPERS
    assert not opens(client, case)
    assert client.get(path(case)).url == PAPERS
    assert ElectronicConsent.objects.get().ended_at is not None


def test_marked_person_agrees_at_the_window_alone(county, case):
    Person.objects.filter(pk=case.applicant_id).update(safe="stated")
    case = Case.objects.get(pk=case.pk)
    at_the_window(county, case, electronic=False)
    client = inside(case)
    assert client.post(PAPERS, {"agree": "on"}).status_code == 422
    assert "agree" not in client.get(PAPERS).content.decode()
    at_the_window(county, case, electronic=True)
    assert opens(client, case)


def test_what_was_agreed_to_before_safe_contact_holds_no_more(county, case):
    at_the_window(county, case, electronic=True)
    Person.objects.filter(pk=case.applicant_id).update(safe="stated")
    case = Case.objects.get(pk=case.pk)
    at_the_window(county, case, electronic=False)
    assert not opens(inside(case), case)
    at_the_window(county, case, electronic=True)
    assert opens(inside(case), case)


def test_paper_of_another_case_and_of_several_applicants_is_not_opened(county, case):
    at_the_window(county, case, electronic=True)
    other = new_case(county)
    Paper.objects.filter(pk=decision(case).pk).update(subject_id=other.pk)
    assert inside(case).post(path(other)).status_code == 422
    Paper.objects.filter(pk=decision(other).pk).update(subject_id=case.pk)
    Case.objects.filter(pk=case.pk).update(applicant_count=2)
    JointApplicant.objects.create(case=case, name="王小明", id_number=OTHER)
    for last in ("0011", "0095"):
        assert inside(case, last).get(PAPERS).url == SEEN


def test_who_is_shown_the_place_alone_is_served_nothing(county, case):
    at_the_window(county, case, electronic=True)
    client = inside(case)
    set_following(case, by=county.chuangkou, shown="place", said="本人当面提出")
    assert client.get(PAPERS).url == SEEN
    assert client.post(path(case)).url == SEEN


def test_window_ticks_and_unticks(county, case, sign_in):
    client = sign_in(county.chuangkou)
    page = reverse("cases:following", args=[case.pk])
    said = {"shown": "all", "said": "本人当面提出", "electronic": "on"}
    assert client.post(page, said | {"seen": case.version}).status_code == 302
    row = ElectronicConsent.objects.get()
    assert (row.who, row.said, row.by) == ("当事人", "本人当面提出", county.chuangkou)
    assert "本人当面提出" in client.get(page).content.decode()
    case.refresh_from_db()
    unticked = {"shown": "all", "said": "本人不再同意", "seen": case.version, "agreed": "True"}
    client.post(page, unticked)
    assert ElectronicConsent.objects.get().ended_said == "本人不再同意"


@pytest.mark.parametrize("before", [True, False])
def test_what_was_said_online_while_the_window_had_its_page_open_stands(
    county, case, sign_in, before
):
    """The window changes what is shown; of electronic service the person says the contrary meanwhile."""
    if before:
        at_the_window(county, case, electronic=True)
        case.refresh_from_db()
    page, client = reverse("cases:following", args=[case.pk]), sign_in(county.chuangkou)
    shown = client.get(page).context["form"]
    said = {"shown": "all", "said": "本人要换查询码", "seen": case.version}
    said |= {"agreed": shown["agreed"].value(), "electronic": "on" if before else ""}
    inside(case).post(PAPERS, {"end": "1"} if before else {"agree": "on"})
    assert sign_in(county.chuangkou).post(page, said).status_code == 302
    assert [row.ended_at is None for row in ElectronicConsent.objects.all()] == [not before]


@pytest.mark.parametrize(
    ("agency", "years", "receives"), [("relative", 40, False), ("statutory", 11, True)]
)
def test_limit_is_set_running_by_oneself_or_a_guardian_alone(case, agency, years, receives):
    """Law art. 40: who acts for an adult that asked them to, or that is in custody, has seen nothing in their place."""
    born = timezone.localdate() - timedelta(days=years * 366)
    Person.objects.filter(pk=case.applicant_id).update(birth=born)
    about = {"role": "representative", "name": "李大山", "id_number": OTHER, "agency": agency}
    Party.objects.create(case=case, **about)
    client = inside(case, OTHER[-4:])
    assert ("在网上收文书" in client.get(SEEN).content.decode()) is receives
    client.post(PAPERS, {"agree": "on"})
    assert (ElectronicConsent.objects.count(), opens(client, case)) == (int(receives), receives)
    assert PaperOpening.objects.count() == int(receives)
