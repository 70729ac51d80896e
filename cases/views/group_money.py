"""Money of a case of several applicants: every payment, and the sheet of what each asks for, was awarded and was paid."""

from cases.forms.money_sheet import headings_for, judge_sums
from cases.queries.group import payments_of, people_of, totals_of
from cases.tables.group import PAYMENTS, sheet_of
from cases.workflow import CASE
from legalaid.platform.audit.chain import record
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.pages import ListPage, RowMixin
from legalaid.platform.office.sheetpage import SheetPage

from .case import OneCase


class GroupPayments(OneCase, RowMixin, ListPage):
    template_name = "cases/group_payments.html"
    paginate_by = 50

    def get(self, request, *args, **kwargs):
        self.object_list = payments_of(self.object)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        case = self.object
        refusal = CASE.refusal(CASE.steps["pay_members"], case, self.request.user)
        more = {"case": case, "table": PAYMENTS, "totals": totals_of(case), "may_pay": not refusal}
        return super().get_context_data(**more, **kwargs)


class MoneySheet(OneCase, RowMixin, SheetPage):
    """Seen first, person by person, then written by the steps; what is wrong comes back as a sheet."""

    title, what, kind, unit = "导入金额和给付", "金额和给付", "sums", "行"
    template_name = "cases/money_sheet.html"

    def denial(self, user):
        return CASE.refusal(CASE.steps["pay_members"], self.object, user)

    def get(self, request, *args, **kwargs):
        return self.list() if request.GET.get("list") else super().get(request, *args, **kwargs)

    def list(self):
        """The list with what stands, to be filled in."""
        people = list(people_of(self.object))
        data, count = sheet_of(people, self.headings())
        said = f"{self.object.number}名单"
        record("list.export", by=self.request.user, count=count, query=said)
        return download(data, "sums.xlsx", XLSX)

    def get_context_data(self, **kwargs):
        return super().get_context_data(case=self.object, **kwargs)

    def headings(self):
        return headings_for(self.object, self.request.user)

    def judge(self, incoming, answers):
        return judge_sums(incoming, case=self.object, by=self.request.user, answers=answers)
