"""Acts on several cases chosen in the list: each by itself, with a line of its own; decisions and signatures are none of them."""

from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cases.domain.followup import plan_follow_up
from cases.domain.message import refuse_telling, tell_handler
from cases.forms.bulk import ExportForm, MessageForm, PapersForm
from cases.forms.case_list import CaseFilter
from cases.forms.closure import PlanFollowUpForm
from cases.queries.case import cases_for
from cases.queries.followup import callers_for
from cases.queries.papers import kinds_of, papers_for, papers_in_force
from cases.tables.bulk import CHOSEN
from cases.tables.case_list import CASES, FIRST_DUE, USUAL, ordering, workbook
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.words import day
from legalaid.platform.documents import opening
from legalaid.platform.office import exports
from legalaid.platform.office.bulk import BulkPage
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.keeping import kept

LIST = "cases:list"


class ManyCases(BulkPage):
    table = CHOSEN

    @property
    def back(self):
        asked = self.request.GET.get("q", "")
        return f"{reverse(LIST)}?{urlencode({'q': asked})}" if asked else reverse(LIST)

    def visible(self):
        return cases_for(self.request.user).for_lists()

    def found(self):
        cases = cases_for(self.request.user).order_by(*ordering(FIRST_DUE))
        return CaseFilter(self.request.GET, queryset=cases, request=self.request).qs


class TellHandlers(ManyCases):
    permission, refusal = "cases.message", "您的岗位不给承办人发消息。"
    form_class = MessageForm
    title, submit = "给承办人发消息", "发送"

    def check(self, row):
        refuse_telling(row, by=self.request.user)

    def do(self, row, form):
        text = form.cleaned_data["text"]
        handler = tell_handler(row, by=self.request.user, text=text, token=self.token)
        return f"已发给{handler.name}。"


class AssignCalls(ManyCases):
    """Who calls these recipients back, and by when: the step a single case goes through, on each that waits for a call."""

    permission, refusal = "cases.follow_up", "您的岗位不安排回访。"
    form_class = PlanFollowUpForm
    title, submit = "排回访", "排回访"
    warning = "只排状态为“待回访”的案件；已经排过的，改为这次选的人和日期。"
    step = CASE.steps["plan_follow_up"]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"callers": callers_for(self.request.user)}

    def check(self, row):
        if refusal := CASE.refusal(self.step, row, self.request.user):
            raise DomainError(refusal)

    def do(self, row, form):
        plan = plan_follow_up(row, by=self.request.user, **form.cleaned_data)
        return f"由{plan.officer.name}在{day(plan.due_on)}前回访。"


class PrintPapers(ManyCases):
    """One file of all papers chosen, made by the worker; opening each of them is on record as if it was opened by itself."""

    permission, refusal = "cases.papers", "您的岗位不能打印文书。"
    form_class = PapersForm
    title, submit = "打印文书", "合成一个文件"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kinds": kinds_of(self.keys)}

    def papers(self, row, kinds=None):
        found = papers_for(self.request.user, [row.pk])
        return list(found.filter(kind__in=kinds) if kinds else found)

    def check(self, row):
        if row.pk not in self.with_papers:
            raise DomainError("此案还没有文书。")

    @cached_property
    def keys(self):
        """Of the cases chosen those this person may see."""
        return list(self.visible().filter(pk__in=self.asked()).values_list("pk", flat=True))

    @cached_property
    def with_papers(self):
        return set(papers_in_force(self.keys).values_list("subject_id", flat=True))

    def do(self, row, form):
        papers = self.papers(row, form.cleaned_data["kinds"])
        if not papers:
            raise DomainError("没有所选的文书。")

        self.say_why(papers, form.cleaned_data["reason"])
        return f"列入{len(papers)}份：{'、'.join(paper.title for paper in papers)}。"

    def say_why(self, papers, reason):
        """One reason holds for every paper of the case; it is asked for by the first that needs one."""
        user = self.request.user
        asks = next((paper for paper in papers if not opening.opens_whole(user, paper)), None)
        if asks is None:
            return
        if not reason:
            raise DomainError(
                f"《{asks.title}》印有{opening.printed(asks)}，请写明查看理由再打印。"
            )
        opening.say_why(user, asks, reason)

    def finish(self, rows, form):
        kinds, keys = form.cleaned_data["kinds"], [row.pk for row in rows]
        title, by = f"文书（{len(keys)}件案件）", self.request.user
        try:
            exports.ask("case_papers", title, by=by, cases=keys, kinds=kinds)
        except DomainError as error:
            return error.sentence
        return "正在合成一个文件，完成后发消息给您；也可以在“统计公示”的“生成的文件”里看。"


class ExportChosen(ManyCases):
    """The rows chosen as a file, with the columns the list shows."""

    permission, refusal = "cases.export", "您的岗位不能导出案件表。"
    form_class = ExportForm
    title, submit = "导出选中的案件", "导出 Excel"
    warning = "列与列表上的相同。导出记入审计。"
    stale = False  # a file says what is there when it is made

    def do(self, row, form):
        return "列入。"

    def answer(self, items, form):
        if any(item.refused for item in items):
            return self.render_to_response(
                self.get_context_data(form=form, items=items), status=409
            )

        user, keys = self.request.user, [item.row.pk for item in items]
        record("list.export", by=user, count=len(keys), query=f"选中{len(keys)}件")
        cases = cases_for(user).filter(pk__in=keys).order_by(*ordering(FIRST_DUE))
        columns = CASES.only(kept().habit(user, LIST).columns or USUAL)
        data, _ = workbook(cases, columns)
        return download(data, f"cases-{timezone.localdate():%Y%m%d}.xlsx", XLSX)


ACTS = (
    ("cases:bulk_assign", "指派", "cases.assign"),
    ("cases:bulk_message", "发消息", TellHandlers.permission),
    ("cases:bulk_calls", "排回访", AssignCalls.permission),
    ("cases:bulk_papers", "打印文书", PrintPapers.permission),
    ("cases:bulk_export", "导出", ExportChosen.permission),
)


def acts_for(user):
    """[(address, words)] of what this person may do with several cases."""
    return [(reverse(name), words) for name, words, right in ACTS if user.may(right)]
