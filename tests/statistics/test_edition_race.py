"""At the same moment, each on a connection of its own: what is kept of the report is what was handed in, whoever comes first."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from legalaid.faces.statistics.domain.edition import hand_in
from legalaid.faces.statistics.domain.report import passages, rewrite
from legalaid.faces.statistics.models import ReportEdition
from tests.at_once import at_once, one_refused
from tests.cases.test_consultation import consult
from tests.conftest import build_county
from tests.documents.test_uploads import pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county():
    return build_county()


def handing(county, year):
    file = SimpleUploadedFile("报告.pdf", pdf())
    said = {"to": "清和县司法局", "sent_on": timezone.localdate(), "by": county.zhuren}
    return lambda: hand_in(year, upload=file, **said)


def test_a_passage_rewritten_while_the_report_is_handed_in_is_in_it_or_refused(county):
    consult(county, at=timezone.now())
    year = timezone.localdate().year
    said = {"base": "原文", "seen": 0, "by": county.zhuren}
    answers = at_once(handing(county, year), lambda: rewrite(year, "opening", "改写的", **said))
    kept = ReportEdition.objects.get().words["opening"]
    assert kept == str(passages(year)["opening"])
    assert (kept == "改写的") == (not isinstance(answers[1], str))


def test_handed_in_by_two_at_once_it_is_one_edition(county):
    consult(county, at=timezone.now())
    year = timezone.localdate().year
    answers = at_once(handing(county, year), handing(county, year))
    assert "不再改动" in one_refused(answers)
    assert ReportEdition.objects.count() == 1
