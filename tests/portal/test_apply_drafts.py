"""Drafts of the public: recalled once where their owner wants it and it is safe, forgotten when their time is over."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from legalaid.faces.portal.apply import periods
from legalaid.faces.portal.apply.domain import draft as acts
from legalaid.faces.portal.apply.domain.reminder import number_of, remind
from legalaid.faces.portal.apply.models import Draft
from legalaid.faces.portal.apply.tasks import sweep_drafts
from legalaid.platform.audit.models import Event
from legalaid.platform.documents.models import Attachment
from legalaid.platform.notifications.models import Text
from legalaid.platform.procedure.models import ClockRule
from tests.portal.applied import photo

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2026, 3, 2, 12))
DAY = timedelta(days=1)


def begun(seen_by="alone", *, remind=True, **said):
    draft, _ = acts.begin(seen_by=seen_by, at=NOON)
    answers = {"name": ["李国强"], "phone": ["13800138000"]} | said
    acts.save_page(draft, "person", answers, seen=draft.version, at=NOON)
    acts.wish_reminder(draft, remind=remind)
    return draft


def test_draft_is_kept_thirty_days_from_its_last_page():
    draft = begun()
    assert draft.expires_on == NOON.date() + 30 * DAY
    acts.save_page(draft, "safe", {}, seen=draft.version, at=NOON + 3 * DAY)
    assert draft.expires_on == NOON.date() + 33 * DAY


def test_office_sets_the_time_by_a_dated_row():
    rule = {"key": periods.DRAFT_KEPT.key, "limit": 10, "unit": "day", "roll": False}
    ClockRule.objects.create(**rule, valid_from=NOON.date())
    assert begun().expires_on == NOON.date() + 10 * DAY


def test_draft_is_recalled_once_within_its_last_week():
    begun()
    assert remind(NOON + 22 * DAY) == 0
    assert [remind(NOON + 23 * DAY), remind(NOON + 24 * DAY)] == [1, 0]
    assert Text.objects.count() == 1


@pytest.mark.parametrize(
    ("seen_by", "said", "number"),
    [
        ("alone", {}, "13800138000"),
        ("others", {}, ""),
        ("alone", {"forbidden": ["text"]}, ""),
        ("others", {"safe": ["stated"], "safe_phone": ["13900139000"]}, "13900139000"),
        ("alone", {"safe": ["stated"], "safe_hours": ["上午"]}, ""),
    ],
)
def test_text_goes_only_where_nobody_else_reads_it(seen_by, said, number):
    assert number_of(begun(seen_by, **said)) == number


def test_nobody_is_recalled_without_wanting_it():
    begun(remind=False)
    assert remind(NOON + 25 * DAY) == 0


def test_draft_and_its_photographs_are_gone_after_their_time(
    uploads_kept, django_capture_on_commit_callbacks
):
    draft = uploads_kept
    file = draft.files.get()
    assert acts.forget_old(NOON + 30 * DAY) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert acts.forget_old(NOON + 31 * DAY) == 1
    assert (Draft.objects.count(), Attachment.objects.count()) == (0, 0)
    assert not file.file.storage.exists(file.file.name)
    event = Event.objects.get(verb="draft.forgotten")
    assert (event.data, event.personal) == ({"count": 1}, "")


@pytest.fixture
def uploads_kept():
    draft = begun()
    acts.add_file(draft, photo(), slot="identity", title="身份证明", at=NOON)
    return draft


def test_nightly_work_does_both_and_logs_numbers(caplog):
    caplog.set_level("INFO")
    begun()
    sweep_drafts()
    assert Draft.objects.count() == 0
    assert "reminded of 0 drafts, forgot 1" in caplog.text
    assert "李国强" not in caplog.text
