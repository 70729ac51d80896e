from django.http import Http404
from django.utils import timezone

from cases.forms.catalogue import CatalogueForm
from cases.law import catalogue as law
from cases.models import Catalogue
from cases.queries.archive import catalogue_on, source_names

from .setting import SettingForm


class CatalogueEdit(SettingForm):
    """A dated order of one volume, beginning with the one in force for the kind and stage asked for."""

    template_name = "cases/setting_catalogue.html"
    form_class = CatalogueForm
    title = "卷宗目录"
    done = "目录已保存，自生效日起归档的案件适用。"

    def get_initial(self):
        today, asked = timezone.localdate(), self.request.GET
        kind, stage = asked.get("kind", ""), asked.get("stage", "")
        volume = asked.get("volume") or Catalogue.Volume.HANDLING
        if volume not in Catalogue.Volume.values:
            raise Http404("没有这个卷别。")

        entries = catalogue_on(volume, kind or "civil", stage or "一审", today)
        return {
            "volume": volume,
            "kind": kind,
            "stage": stage,
            "valid_from": today,
            "text": law.write(entries, source_names()),
        }

    def get_context_data(self, **kwargs):
        names = sorted(source_names().values())
        return super().get_context_data(names=names, **kwargs)
