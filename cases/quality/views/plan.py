"""Quality plans: the list, one with its lines and how far each has come."""

from cases.quality.domain import plan as acts
from cases.quality.enums import Tool
from cases.quality.forms.plan import CorrectPlanForm, LineForm, PlanForm
from cases.quality.forms.usual import ReasonForm
from cases.quality.queries.observation import observed_of
from cases.quality.queries.plan import lines_for, lines_of, plans_for
from cases.quality.tables.plan import LINES, PLANS
from legalaid.platform.office.pages import (
    FormPage,
    ListPage,
    MadeOnce,
    RowActPage,
    RowFormPage,
    RowPage,
)
from stations.queries.handler import firms_for
from stations.queries.station import station_of

CHANGEABLE = (
    "tool", "kind", "handler_kind", "cause", "firm", "first_time", "group", "major", "share", "number",
)  # fmt: skip


class Plans(ListPage):
    permission, refusal = "quality.view", "您的岗位不查看质量检查。"
    template_name = "quality/plans.html"

    def get_queryset(self):
        return plans_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=PLANS, **kwargs)


class PlanNew(MadeOnce, FormPage):
    permission, form_class = "quality.plan", PlanForm
    title, done = "制定质量检查计划", "计划已制定，请逐项写明检查哪些案件。"

    def denial(self, user):
        self.station = station_of(user)
        posted = "" if self.station else "您的账号还没有分配站点，请联系系统管理员。"
        return super().denial(user) or posted

    def act(self, form):
        return acts.draw_up(by=self.request.user, station=self.station, **form.cleaned_data)


class PlanPage(RowPage):
    permission, template_name = "quality.view", "quality/plan.html"
    context_object_name = "plan"

    def get_queryset(self):
        return plans_for(self.request.user)

    def get_context_data(self, **kwargs):
        rows = lines_of(self.object)
        for line in rows:
            if line.tool == Tool.OBSERVATION:
                line.progress = f"{observed_of(line)}/{line.number}"
        drawn = any(line.standing for line in rows)
        return super().get_context_data(rows=rows, drawn=drawn, table=LINES, **kwargs)


class OnePlan:
    permission = "quality.plan"

    def get_queryset(self):
        return plans_for(self.request.user)


class PlanCorrect(OnePlan, RowFormPage):
    form_class, title, done = CorrectPlanForm, "更正计划", "已更正。"

    def get_initial(self):
        return {name: getattr(self.object, name) for name in ("title", "first", "last")}

    def act(self, form):
        return acts.correct_plan(self.object, by=self.request.user, **form.cleaned_data)


class PlanRemove(OnePlan, RowFormPage):
    form_class, title, submit, done = ReasonForm, "删除计划", "删除", "计划已删除。"

    def act(self, form):
        acts.remove_plan(self.object, by=self.request.user, **form.cleaned_data)
        return "quality:plans"


class LineNew(OnePlan, MadeOnce, RowFormPage):
    form_class, title, done = LineForm, "增加计划项目", "已增加。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"firms": firms_for(self.request.user)}

    def act(self, form):
        return acts.add_line(self.object, by=self.request.user, **form.cleaned_data).plan


class OneLine:
    permission = "quality.plan"

    def get_queryset(self):
        return lines_for(self.request.user)

    @property
    def back(self):
        return self.object.plan.get_absolute_url()


class LineEdit(OneLine, RowFormPage):
    form_class, title, done = LineForm, "修改计划项目", "已修改。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"firms": firms_for(self.request.user)}

    def get_initial(self):
        return {name: getattr(self.object, name) for name in CHANGEABLE}

    def act(self, form):
        return acts.change_line(self.object, by=self.request.user, **form.cleaned_data).plan


class LineRemove(OneLine, RowActPage):
    done = "已删除。"

    def back(self):
        return self.object.plan.get_absolute_url()

    def act(self):
        acts.remove_line(self.object, by=self.request.user)
        return self.object.plan
