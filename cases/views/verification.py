"""Means checked: queries of a case; commitments drawn and checked; bars on committing again."""

from django.db.models import Count, Q

from cases.domain import verification as acts
from cases.forms import verification as forms
from cases.models import CommitmentBar, VerifiedCommitment
from cases.queries.case import cases_for
from cases.queries.verification import plans_for
from cases.tables.verification import BARS, DRAWN, PLANS
from legalaid.platform.office.pages import FormPage, MadeOnce, RowFormPage, RowPage
from legalaid.platform.office.paging import WidePaginator
from stations.queries.station import station_of

from .intake_steps import WithCase

SHOWN = 50  # bars in force


class QueryMeans(WithCase):
    step_key, form_class = "query_means", forms.QueryMeansForm
    done = "已登记查询，收到结果后请登记。"


class AnswerQuery(WithCase):
    step_key, form_class = "answer_query", forms.AnswerQueryForm
    done = "已登记查询结果，经济状况已重新计算。"


class VoidQuery(WithCase):
    step_key, form_class = "void_query", forms.VoidQueryForm
    done = "已作废，经济状况已重新计算。"


class Verifications(MadeOnce, FormPage):
    """The plans so far, a new draw, and the bars in force."""

    permission, form_class = "means.verify", forms.DrawForm
    template_name, submit = "cases/verifications.html", "抽取"
    done = "已抽取，名单和种子已固定。"

    def get_context_data(self, **kwargs):
        waiting = Count("rows", filter=Q(rows__result=""))
        plans = plans_for(self.request.user).select_related("by")
        page = WidePaginator(plans, 25).get_page(self.request.GET.get("page"))
        counted = plans.filter(pk__in=[plan.pk for plan in page.object_list])
        counts = counted.annotate(many=Count("rows"), left=waiting).values_list(
            "pk", "many", "left"
        )
        found = {pk: (many, left) for pk, many, left in counts}
        for plan in page.object_list:
            plan.many, plan.left = found[plan.pk]

        bars = bars_for(self.request.user)[:SHOWN] if self.request.user.may("means.unbar") else ()
        tables = {"plans_table": PLANS, "bars_table": BARS, "bars": bars}
        return super().get_context_data(page=page, **tables, **kwargs)

    def act(self, form):
        station = station_of(self.request.user)
        return acts.draw_plan(by=self.request.user, station=station, **form.cleaned_data)


def bars_for(user):
    standing = CommitmentBar.objects.filter(lifted_at=None, case__in=cases_for(user))
    return standing.select_related("case__applicant", "by")


class Verification(RowPage):
    """One draw: its seed, whether it repeats, and what was found."""

    permission, template_name = "means.verify", "cases/verification.html"
    context_object_name = "plan"

    def get_queryset(self):
        return plans_for(self.request.user).select_related("by")

    def get_context_data(self, **kwargs):
        rows = self.object.rows.select_related("case__applicant", "by")
        page = WidePaginator(rows, 50).get_page(self.request.GET.get("page"))
        context = {"page": page, "table": DRAWN, "repeated": acts.repeated(self.object)}
        return super().get_context_data(many=len(self.object.population), **context, **kwargs)


class Verify(RowFormPage):
    permission, form_class = "means.verify", forms.VerifyForm
    title, done = (
        "登记核查结果",
        "已登记。承诺不属实而已给予援助的，请从名单中“提出终止”，核查的情况已经填入（法律援助法第四十八条）。",
    )

    def get_queryset(self):
        plans = plans_for(self.request.user)
        return VerifiedCommitment.objects.filter(plan__in=plans).select_related("case", "plan")

    @property
    def back(self):
        return self.object.plan.get_absolute_url()

    def get_initial(self):
        return {"result": self.object.result, "note": self.object.note}

    def act(self, form):
        acts.verify(self.object, by=self.request.user, **form.cleaned_data)
        return self.object.plan


class LiftBar(RowFormPage):
    permission, form_class = "means.unbar", forms.LiftBarForm
    title, done, back = "解除不得适用诚信承诺", "已解除。", ""

    def get_queryset(self):
        return bars_for(self.request.user)

    def act(self, form):
        return acts.lift_bar(self.object, by=self.request.user, **form.cleaned_data).case
