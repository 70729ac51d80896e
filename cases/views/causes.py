from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from cases.domain.setting import recount_causes, save_setting
from cases.forms.setting import CauseForm
from cases.models import Cause
from cases.queries.cause import search_causes
from cases.tables.setting import CAUSES

from .setting import SettingsPage


class CauseList(SettingsPage):
    """The dictionary of causes: how often each occurs here orders the intake form, its row places it in the statistical tables."""

    def get(self, request):
        text = request.GET.get("q", "").strip()[:40]
        page = Paginator(search_causes(text, limit=None), 25).get_page(request.GET.get("page"))
        return render(
            request, "cases/setting_causes.html", {"table": CAUSES, "page": page, "text": text}
        )

    def post(self, request):
        count = recount_causes(by=request.user)
        messages.success(request, f"已按近一年的案件数重排，{count}个案由列为本县常用。")
        return redirect("cases:settings_causes")


class CauseEdit(SettingsPage):
    def dispatch(self, request, *args, pk, **kwargs):
        self.cause = get_object_or_404(Cause, pk=pk)
        self.title = f"案由：{self.cause}"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.form_page(request, CauseForm(instance=self.cause))

    def post(self, request):
        form = CauseForm(request.POST, instance=self.cause)
        if form.is_valid():
            save_setting(form, by=request.user, what=self.title)
            messages.success(request, "案由已保存。")
            return redirect("cases:settings_causes")
        return self.form_page(request, form, 422)
