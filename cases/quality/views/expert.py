"""The pool of experts, with their terms."""

from django.urls import reverse_lazy

from cases.quality.domain.expert import appoint, end_term
from cases.quality.forms.expert import ExpertForm
from cases.quality.forms.usual import EndForm
from cases.quality.queries.expert import appointable, experts_for
from cases.quality.tables.expert import experts
from legalaid.platform.office.pages import FormPage, ListPage, MadeOnce, RowFormPage
from stations.queries.station import station_of


class Experts(ListPage):
    permission, refusal = "reviews.manage", "您的岗位不组织同行评估。"
    template_name = "quality/experts.html"

    def get_queryset(self):
        return experts_for(self.request.user)

    def get_context_data(self, **kwargs):
        appoints = self.request.user.may("reviews.experts")
        return super().get_context_data(table=experts(appoints=appoints), **kwargs)


class ExpertNew(MadeOnce, FormPage):
    permission, refusal = "reviews.experts", "评估专家由中心负责人聘任。"
    title, done, form_class = "聘任评估专家", "已聘任。", ExpertForm
    back = reverse_lazy("quality:experts")

    def denial(self, user):
        self.station = station_of(user)
        posted = "" if self.station else "您的账号还没有分配站点，请联系系统管理员。"
        return super().denial(user) or posted

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": appointable(self.request.user)}

    def act(self, form):
        appoint(by=self.request.user, station=self.station, **form.cleaned_data)
        return "quality:experts"


class ExpertEnd(RowFormPage):
    permission, refusal = "reviews.experts", "评估专家由中心负责人聘任。"
    title, done, form_class = "结束聘期", "聘期已结束；已经交给此人的评分表请更换专家。", EndForm
    back = reverse_lazy("quality:experts")

    def get_queryset(self):
        return experts_for(self.request.user)

    def act(self, form):
        end_term(self.object, by=self.request.user, **form.cleaned_data)
        return "quality:experts"
