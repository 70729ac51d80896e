"""The desk of notified defence: sheets of many notices, what waits by organ, several assigned at once, how punctual organs are."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.domain.assignment import assign
from cases.domain.notice import moment_of
from cases.domain.notices import notify_many, record_import
from cases.enums import Channel, State
from cases.forms.notices import AssignManyForm, PeriodForm
from cases.imports.notices import MOST, headings, judge_notices
from cases.periods import FORWARD_BY_CUSTODIAN, NOTIFIED_ASSIGNMENT, NOTIFY_BY_ORGAN
from cases.queries.case import cases_for
from cases.queries.notice import STANDS, notified_for, waiting_by_organ, with_dates
from cases.queries.proposal import proposals_for
from cases.queries.punctual import forwarders, organs
from cases.tables.notices import FORWARDERS, NOTIFIED, ORGANS, ORGANS_WAITING
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office_at
from legalaid.platform.office.asked import as_number
from legalaid.platform.office.bulk import PICK
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.judged import SAME, WRITTEN
from legalaid.platform.office.pages import ListPage, Page
from legalaid.platform.office.sheetpage import LongSheetPage
from legalaid.platform.procedure.deadlines import within

from .bulk import ManyCases
from .notice import NoticeDesk

AT_ONCE = 25  # cases of one round: the rules are asked of every lawyer for each


class AtNoticeDesk:
    """Whoever registers notices, or assigns."""

    refusal = "您的岗位不办理通知辩护。"

    def permits(self, user):
        return user.may("cases.notify") or user.may("cases.assign")


class Notices(AtNoticeDesk, ListPage):
    """What waits for a lawyer by organ, with what is left of the three days; and where the others stand."""

    template_name = "cases/notices.html"

    @property
    def stand(self):
        asked = self.request.GET.get("stand", "")
        return asked if asked in STANDS else "waiting"

    @property
    def organ(self):
        return self.request.GET.get("organ", "")[:80]

    def get_queryset(self):
        rows = notified_for(self.request.user, self.stand, self.organ)
        return rows.select_related("applicant", "cause", "notice", "handler__user")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        picks = self.stand == "waiting" and self.request.user.may("cases.assign")
        return context | {
            "cases": with_dates(list(context["page"].object_list)),
            "table": NOTIFIED.beginning_with(PICK) if picks else NOTIFIED,
            "picks": picks,
            "stands": [(key, words) for key, (words, _) in STANDS.items()],
            "stand": self.stand,
            "organ": self.organ,
            "organs": waiting_by_organ(self.request.user),
            "organs_table": ORGANS_WAITING,
        }


class Organs(Page):
    """How punctual the organs are, and we towards them, over a period; printed as it stands, or taken away as a sheet."""

    template_name = "cases/notice_organs.html"
    permission, refusal = "statistics.report", "您的岗位不看各机关的期限情况。"

    def get(self, request, *args, **kwargs):
        today = timezone.localdate()
        usual = {"first": today.replace(day=1), "last": today}
        self.form = PeriodForm(request.GET or None, initial=usual)
        asked = self.form.cleaned_data if self.form.is_bound and self.form.is_valid() else usual
        self.first, self.last = asked["first"], asked["last"]
        if request.GET.get("export") == "xlsx":
            return self.export()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        sent_on, untold = forwarders(self.request.user, self.first, self.last)
        return super().get_context_data(
            form=self.form,
            first=self.first,
            last=self.last,
            organs=organs(self.request.user, self.first, self.last),
            organs_table=ORGANS,
            forwarders=sent_on,
            forwarders_table=FORWARDERS,
            untold=untold,
            notify_within=within(NOTIFY_BY_ORGAN, self.noon),
            answer_within=within(NOTIFIED_ASSIGNMENT, self.noon),
            forward_within=within(FORWARD_BY_CUSTODIAN, self.noon),
            **kwargs,
        )

    @property
    def noon(self):
        """Of the last day: the limits are those of its rule rows."""
        return moment_of(self.last, timezone.now())

    def export(self):
        data, count = ORGANS.workbook(organs(self.request.user, self.first, self.last))
        asked = f"各机关期限情况 {self.first}至{self.last}"
        record("list.export", by=self.request.user, count=count, query=asked)
        return download(data, f"organs-{self.first:%Y%m%d}-{self.last:%Y%m%d}.xlsx", XLSX)


class AssignMany(ManyCases):
    """Several notified cases at once: for each somebody is proposed, the director says who; each is assigned by the act of one."""

    permission, refusal = "cases.assign", "您的岗位不指派承办人。"
    form_class = AssignManyForm
    title, submit, most = "指派多件通知案件", "指派", AT_ONCE
    warning = "不选人的不指派。可能被判处无期徒刑、死刑的，未成年人，同案人，按规则不能承办的人不在候选之列；同案的尽量分到不同机构。"
    step = CASE.steps["assign"]

    @property
    def back(self):
        return reverse("cases:notices")

    def visible(self):
        cases = cases_for(self.request.user).for_lists().select_related("notice")
        return cases.prefetch_related("wishes__handler__user")

    def check(self, row):
        if refusal := CASE.refusal(self.step, row, self.request.user):
            raise DomainError(refusal)
        if not row.by_notice:
            raise DomainError("不是办案机关通知的案件。")

    def get_form_kwargs(self):
        keys = [as_number(text.partition(":")[0]) for text in self.sent()] or self.asked()[:AT_ONCE]
        rows = (
            self.visible()
            .filter(pk__in=[key for key in keys if key], state=State.GRANTED)
            .filter(entrusted_to=None)
        )
        proposals = proposals_for(self.waiting(rows).order_by("due_at", "pk"))
        return super().get_form_kwargs() | {"proposals": proposals}

    def waiting(self, rows):
        return rows.filter(channel=Channel.NOTICE)

    def do(self, row, form):
        handler, reason = form.handler_of(row), form.reason_of(row)
        if handler is None:
            raise DomainError("没有选人，没有指派。")
        assign(row, by=self.request.user, handler=handler, reason=reason)
        return f"已指派{handler}。"


class AssignSeveral(AssignMany):
    """The same of any cases that wait for a handler, chosen in the list of cases."""

    title = "指派选中的案件"
    back = ManyCases.back

    def check(self, row):
        if refusal := CASE.refusal(self.step, row, self.request.user):
            raise DomainError(refusal)

    def waiting(self, rows):
        return rows


class NoticeSheet(NoticeDesk, LongSheetPage):
    """Seen row by row, then written a portion at a time; what is wrong comes back as a sheet."""

    title, what, kind, unit, most = "导入办案机关通知", "办案机关通知", "notices", "件", MOST

    def headings(self):
        return headings(timezone.localdate())

    def judge(self, incoming, answers):
        where = {"columns": self.headings(), "station": self.station, "at": timezone.now()}
        return judge_notices(incoming, answers, **where)

    def write(self, rows):
        at, by = timezone.now(), self.request.user
        given = [tuple(row.facts.values()) for row in rows]
        with transaction.atomic():
            kept = set(notify_many(given, by=by, short=office_at(at)["short"], at=at))
        for place, row in enumerate(rows):
            if place not in kept:
                row.outcome = SAME

    def kept(self, judged):
        count = sum(row.outcome in WRITTEN for row in judged)
        known = sum(row.outcome == SAME for row in judged)
        record_import(by=self.request.user, count=count, known=known)
