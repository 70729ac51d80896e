from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.forms import relief as forms
from cases.forms.relief_list import ReliefFilter
from cases.law.relief import suggested
from cases.queries.relief import reliefs_for, totals_of
from cases.tables.relief import RELIEFS, totals_in_words, workbook
from legalaid.platform.audit.chain import record
from legalaid.platform.office.downloads import XLSX, download
from legalaid.platform.office.keeping import NamedView
from legalaid.platform.office.listing import WorkList

from .case_list import without_words
from .step import CaseStepView

VIEWS = (
    NamedView("全部"),
    NamedView("等答复", "情况:等答复"),
    NamedView("今年告知的", "告知:今年"),
    NamedView("今年答复的", "答复:今年"),
)


class TellRelief(CaseStepView):
    step_key, form_class = "tell_relief", forms.TellReliefForm
    done = "已登记告知。受援人要申请的，请办理“申请减免费用、司法救助”，函件随之打印。"


class AboutRelief(CaseStepView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}


class AskRelief(AboutRelief):
    step_key, form_class = "ask_relief", forms.AskReliefForm
    done = "已登记，函件可打印。"

    def get_initial(self):
        case = self.subject
        suits = suggested(case.crowds, case.matter)
        return {"organ": case.organ, "grounds": suits if len(suits) == 1 else []}


class AnswerRelief(AboutRelief):
    step_key, form_class = "answer_relief", forms.AnswerReliefForm
    done = "已登记结果，计入年度工作报告。"


class Reliefs(WorkList):
    """Every fee the recipients were told of: asked for, answered, what was spared; with what the rows add up to."""

    key = "cases:reliefs"
    permission, refusal = "cases.view", "您的岗位不看减免费用和司法救助。"
    template_name = "cases/reliefs.html"
    filterset_class = ReliefFilter
    table, exports, views = RELIEFS, "cases.export", VIEWS
    unit, sorted_by = "项", "新告知的在前"
    placeholder = "案号、受援人，或者 情况:等答复 答复:今年"

    def get(self, request):
        self.object_list = self.get_queryset()
        if request.GET.get("export") == "xlsx":
            return self.export()
        return self.render_to_response(self.get_context_data())

    def get_template_names(self):
        return ["cases/_reliefs_in_place.html"] if self.in_place else [self.template_name]

    def get_queryset(self):
        return reliefs_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(totals=totals_in_words(totals_of(self.rows)), **kwargs)

    def export(self):
        user = self.request.user
        if not user.may(self.exports):
            raise PermissionDenied("您的岗位不能导出登记簿。")

        data, count = workbook(self.rows.iterator(2000), totals_of(self.rows))
        said = f"减免费用和司法救助 {without_words(self.filter, self.request.GET)}"[:200]
        record("list.export", by=user, count=count, query=said)
        return download(data, f"reliefs-{timezone.localdate():%Y%m%d}.xlsx", XLSX)
