from django.http import QueryDict

from cases.forms.joint import JointForm
from cases.forms.joint_sheet import headings_for, judge_joint
from cases.law.crowds import WORDS
from cases.queries.group import elsewhere
from cases.workflow import CASE
from legalaid.platform.office.pages import RowMixin
from legalaid.platform.office.sheetpage import SheetPage

from .case import OneCase
from .step import CaseStepView

LATE = "已经作出决定。以后加入的人，请在“共同申请人名单”登记并写明理由，再逐人决定。"
ELSEWHERE = "请核对是否重复申请，在同一案由的其他未结案件中也有：{people}。"


class JointSheet(OneCase, RowMixin, SheetPage):
    """The list out of a spreadsheet: seen first, person by person, then written by the step; what is wrong comes back as a sheet."""

    title, what, kind, unit = "导入共同申请人名单", "共同申请人", "joint", "人"
    template_name = "cases/joint_sheet.html"

    def denial(self, user):
        if refusal := CASE.refusal(CASE.steps["list_joint"], self.object, user):
            return refusal
        return LATE if self.object.decided_at else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(case=self.object, **kwargs)

    def headings(self):
        return headings_for(self.object)

    def judge(self, incoming, answers):
        return judge_joint(incoming, case=self.object, by=self.request.user, answers=answers)


class ListJoint(CaseStepView):
    """Those who apply together with the applicant, a row each, until the file is sealed."""

    step_key, form_class = "list_joint", JointForm
    template_name = "cases/joint.html"
    over_values = True
    extra_context = {"words": WORDS}

    def get_initial(self):
        several = self.subject.applicant_count > 1
        return {"separable": not (several and self.subject.indivisible)}

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        saved = QueryDict(self.draft.content) if self.draft else None
        return kwargs | {"case": self.subject, "rows": kwargs.get("data", saved)}

    def get_facts(self, form):
        data = form.cleaned_data
        rows = [row.facts() for row in form.joint.rows]
        return {"rows": rows, "separable": data["separable"], "reason": data["reason"]}

    def said(self):
        told = "名单已登记。申请表随之重新出具，请打印后由名单上的人签名或者捺印。"
        met = "、".join(f"{name}（{number}）" for name, number in elsewhere(self.subject))
        return told + (ELSEWHERE.format(people=met) if met else "")
