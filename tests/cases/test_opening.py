"""Papers that print numbers, telephones and addresses: whole with the right and a reason, masked without."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.utils import timezone

from cases.models import Case
from cases.workflow import CASE
from legalaid.faces.statistics.models import Export
from legalaid.platform.audit.models import Event
from legalaid.platform.documents import access
from legalaid.platform.documents.issue import ensure_file
from legalaid.platform.documents.models import Paper
from legalaid.platform.jobs.queue import run
from tests.cases.test_bulk import chosen, lines, sent
from tests.documents.test_dossier import foreign_pdf
from tests.documents.test_sheet import keep
from tests.factories import START, do, new_case
from tests.papers import paper_of, printed_in

ALL = {"证件号码", "电话", "住址"}


@pytest.fixture
def case(county):
    """Taken in months ago, waiting for the reviewer."""
    case = new_case(county)
    do(case, county, "accept", START)
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def form(case):
    return paper_of(case, "application")


def address(paper):
    return f"/documents/paper/{paper.pk}/"


def words(data):
    document = pypdfium2.PdfDocument(BytesIO(data))
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def shown(answer):
    """The personal data an answer shows; None where it is the page that asks why."""
    if answer["Content-Type"].startswith("text/html"):
        return None
    return printed_in(words(answer.getvalue()))


def test_each_role_sees_of_the_application_what_its_right_and_its_work_give(
    county, case, form, sign_in
):
    assert case.turn == "reviewer"
    who = ("chuangkou", "shencha", "zhuren", "jiandu", "caiwu")
    seen = {name: shown(sign_in(getattr(county, name)).get(address(form))) for name in who}
    assert seen == {
        "chuangkou": None,
        "shencha": ALL,
        "zhuren": None,
        "jiandu": set(),
        "caiwu": set(),
    }
    logged = Event.objects.filter(verb__startswith="paper.", subject_id=case.pk)
    assert list(logged.order_by("seq").values_list("actor__username", "verb")) == [
        ("shencha", "paper.download"),
        ("jiandu", "paper.masked"),
        ("caiwu", "paper.masked"),
    ]


def test_reason_opens_every_paper_of_the_case_until_the_end_of_the_day(county, case, form, sign_in):
    client = sign_in(county.zhuren)
    asked = client.get(address(form)).content.decode()
    assert "这份文书印有证件号码、电话、住址。" in asked
    assert "440524198801010011" not in asked

    led = client.post(address(form), {"reason": "答复申请人询问"})
    assert (led.status_code, led.url) == (302, address(form))
    issued = client.get(led.url).getvalue()
    with ensure_file(form).file.open() as kept:
        assert issued == kept.read()
    facts = {"recipient": "清和县民政局", "content": "家庭收入", "due": START.date()}
    other = CASE.issue("cooperation_letter", case, by=county.shencha, at=START, **facts)
    assert shown(client.get(address(other))) == {"证件号码"}
    reason = Event.objects.get(verb="record.reveal")
    assert (reason.actor, reason.subject_id, reason.data) == (
        county.zhuren,
        case.pk,
        {"field": "文书、材料中的个人信息", "right": "cases.reveal"},
    )
    assert reason.personal_data == {"reason": "答复申请人询问"}


def test_reason_of_yesterday_of_another_or_for_another_case_opens_nothing(
    county, case, form, sign_in, monkeypatch
):
    other = new_case(county)
    sign_in(county.zhuren).post(address(paper_of(other, "application")), {"reason": "核对"})
    sign_in(county.chuangkou).post(address(form), {"reason": "核对"})
    client = sign_in(county.zhuren)
    assert shown(client.get(address(form))) is None

    client.post(address(form), {"reason": "核对"})
    assert shown(client.get(address(form))) == ALL
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert shown(sign_in(county.zhuren).get(address(form))) is None


def test_reason_is_asked_for_again_until_it_says_something(county, form, sign_in):
    client = sign_in(county.zhuren)
    for reason in ("", " ", "看"):
        answer = client.post(address(form), {"reason": reason})
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"reason": ["请写明查看的理由。"]}
    assert not Event.objects.filter(verb="record.reveal").exists()


def test_reason_of_one_without_the_right_is_refused(county, form, sign_in):
    for name in ("jiandu", "caiwu"):
        client = sign_in(getattr(county, name))
        assert client.post(address(form), {"reason": "想看"}).status_code == 403
        assert shown(client.get(address(form))) == set()


def test_who_acted_on_the_case_today_gives_no_reason(county, sign_in):
    case = new_case(county)
    do(case, county, "accept", timezone.now())
    client = sign_in(county.chuangkou)
    assert shown(client.get(address(paper_of(case, "application")))) == ALL
    assert not Event.objects.filter(verb="record.reveal").exists()


def test_masked_paper_is_offered_says_so_and_is_kept_nowhere(county, form, sign_in):
    client = sign_in(county.zhuren)
    assert 'href="?masked=1"' in client.get(address(form)).content.decode()
    answer = client.get(address(form) + "?masked=1")
    assert "证件号码、电话和住址已隐去" in words(answer.content)
    assert printed_in(words(answer.content)) == set()
    assert Paper.objects.get(pk=form.pk).state == Paper.State.PENDING


def test_paper_without_personal_data_is_opened_by_all_as_it_is(county, case, sign_in):
    receipt = paper_of(case, "material_receipt")
    for name in ("jiandu", "caiwu", "zhuren"):
        assert shown(sign_in(getattr(county, name)).get(address(receipt))) == set()
    assert set(Event.objects.filter(verb__startswith="paper.").values_list("verb", flat=True)) == {
        "paper.download"
    }


def test_many_papers_at_once_ask_for_one_reason(county, case, sign_in):
    client = sign_in(county.guidang)
    path = chosen(case, act="papers")
    page = client.post(path, sent(case, kinds=["application"]))
    assert [line[1:] for line in lines(page)] == [
        (True, "《法律援助申请表》印有证件号码、电话、住址，请写明查看理由再打印。")
    ]
    client.post(path, sent(case, kinds=["application"], reason="送法院"))
    export = Export.objects.get()
    run(export.job_id)
    export.refresh_from_db()
    with export.file.open() as file:
        assert printed_in(words(file.read())) == ALL
    assert Event.objects.get(verb="record.reveal").personal_data == {"reason": "送法院"}


def test_scan_cannot_be_masked_and_opens_for_a_reason(county, case, sign_in):
    file = keep(case, county.chuangkou, foreign_pdf(1), "身份证.pdf")
    path = f"/documents/file/{file.pk}/"
    assert sign_in(county.shencha).get(path).getvalue()[:5] == b"%PDF-"
    for name in ("zhuren", "jiandu"):
        client = sign_in(getattr(county, name))
        assert "这份材料载有个人信息。" in client.get(path).content.decode()
        client.post(path, {"reason": "检查办案质量"})
        assert client.get(path).getvalue()[:5] == b"%PDF-"


def test_page_that_asks_for_a_reason_leads_back(county, case, form, sign_in):
    asked = sign_in(county.zhuren).get(address(form)).content.decode()
    assert f'<a class="btn btn-link" href="{case.get_absolute_url()}">返回</a>' in asked
    assert [access.page(workflow, 7) for workflow in ("case", "consultation", "referral")] == [
        "/cases/7/",
        "/cases/consultations/7/",
        "/stations/referrals/7/",
    ]
