from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from cases.domain.setting import save_setting
from cases.forms.catalogue import CatalogueForm
from cases.law import catalogue as law
from cases.models import Catalogue
from cases.queries.archive import catalogue_on, source_names

from .setting import SettingsPage


class CatalogueEdit(SettingsPage):
    """A dated order of one volume, beginning with the one in force for the kind and stage asked for."""

    def get(self, request):
        volume, kind, stage = (request.GET.get(key, "") for key in ("volume", "kind", "stage"))
        volume = volume or Catalogue.Volume.HANDLING
        if volume not in Catalogue.Volume.values:
            raise Http404("没有这个卷别。")
        entries = catalogue_on(volume, kind or "civil", stage or "一审", timezone.localdate())
        text = law.write(entries, source_names())
        first = {
            "volume": volume,
            "kind": kind,
            "stage": stage,
            "valid_from": timezone.localdate(),
            "text": text,
        }
        return self.page(request, CatalogueForm(initial=first))

    def post(self, request):
        form = CatalogueForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, 422)
        save_setting(form, by=request.user, what="卷宗目录")
        messages.success(request, "目录已保存，自生效日起归档的案件适用。")
        return redirect("cases:settings")

    def page(self, request, form, status=200):
        context = {"form": form, "names": sorted(source_names().values())}
        return render(request, "cases/setting_catalogue.html", context, status=status)
