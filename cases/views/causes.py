from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect

from cases.domain.setting import recount_causes, save_setting
from cases.forms.setting import CauseForm
from cases.models import Cause
from cases.queries.cause import search_causes
from cases.tables.setting import CAUSES
from legalaid.platform.office.pages import EditPage, ListPage


class CauseList(ListPage):
    """The dictionary of causes: how often each occurs here orders the intake form, its row places it in the statistical tables."""

    permission = "office.settings"
    template_name = "cases/setting_causes.html"
    paginator_class = Paginator

    def text(self):
        return self.request.GET.get("q", "").strip()[:40]

    def get_queryset(self):
        return search_causes(self.text(), limit=None)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=CAUSES, text=self.text(), **kwargs)

    def post(self, request):
        count = recount_causes(by=request.user)
        messages.success(request, f"已按近一年的案件数重排，{count}个案由列为本县常用。")
        return redirect("cases:settings_causes")


class CauseEdit(EditPage):
    permission = "office.settings"
    template_name = "cases/setting_form.html"
    form_class = CauseForm
    done = "案由已保存。"
    back = None

    @property
    def title(self):
        return f"案由：{self.object}"

    def get_queryset(self):
        return Cause.objects.all()

    def act(self, form):
        save_setting(form, by=self.request.user, what=self.title)
        return "cases:settings_causes"
