"""What people are told, for the crawl: a reminder no text told of and one told by telephone, an announcement, a sentence and a passage worded anew;
what the office tells the bureau: a return and a report handed in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from legalaid.faces.statistics.domain.edition import hand_in
from legalaid.faces.statistics.domain.snapshot import freeze
from legalaid.faces.statistics.models import Period
from legalaid.platform.documents import wording as words
from legalaid.platform.documents.passages import all_passages
from legalaid.platform.notifications.sentences import SENTENCES
from legalaid.platform.notifications.wording import reword
from tests.documents.test_uploads import pdf
from tests.factories import new_case
from tests.rights.sample import announced, told, untold


def telling(people):
    case = new_case(people)
    waits, done = untold(case), told(case, people.chuangkou)
    row = announced(people)
    one = SENTENCES["hearing"]
    text = "您的案件定于{时间}在{地点}开庭，请带身份证件。有疑问请打{电话}。"
    reword(one, by=people.zhuren, text=text, code="SMS_1001", active=True, reason="改短")
    hours = all_passages()["_contact.hours"].passage
    words.reword(hours, "工作日九时到十七时办公。", by=people.zhuren, reason="写明办公时间")
    handed_in = freeze(
        Period.objects.get(scheme__name="自然月", name="2022年1月"), by=people.zhuren
    )
    year = timezone.localdate().year - 1  # that of this year is still written at
    report = SimpleUploadedFile("报告.pdf", pdf())
    hand_in(year, to="清和县司法局", sent_on=timezone.localdate(), by=people.zhuren, upload=report)
    return [
        ("zhuren", reverse("statistics:report_year", args=[year])),
        ("zhuren", reverse("statistics:report_hand_in", args=[year])),
        ("zhuren", reverse("statistics:report_anew", args=[year])),
        ("zhuren", f"{handed_in.get_absolute_url()}?now=1"),
        ("zhuren", f"{reverse('statistics:freeze', args=[handed_in.period_id])}?now=1"),
        ("chuangkou", reverse("cases:telling")),
        ("chuangkou", reverse("cases:tell", args=[waits.pk])),
        ("chuangkou", reverse("cases:untell", args=[done.pk])),
        ("lvshi", reverse("stations:announcement", args=[row.pk])),
        ("zhuren", reverse("stations:announcement", args=[row.pk])),
        ("zhuren", reverse("stations:announcement_withdraw", args=[row.pk])),
        ("zhuren", reverse("stations:announcement_new")),
        ("zhuren", reverse("notifications:wording", args=["hearing"])),
        ("zhuren", reverse("wordings")),
        ("zhuren", reverse("documents:passage", args=["decision_grant", "_contact.hours"])),
        ("zhuren", reverse("statistics:standing", args=["lead"])),
        ("zhuren", reverse("notifications:texts")),
        ("zhuren", reverse("notifications:wishes")),
    ]
