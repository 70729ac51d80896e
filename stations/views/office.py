"""What the office is called: from which day on, and what it was called before."""

from django.utils import timezone

from legalaid.platform.core.models import Office
from legalaid.platform.office.pages import FormPage
from stations.domain import office as acts
from stations.forms.office import RenameForm
from stations.tables.office import NAMES


class Names(FormPage):
    permission = "office.settings"
    template_name = "stations/office.html"
    form_class, table = RenameForm, NAMES
    title = "单位名称"
    done = "已保存。启用日期以前打印的文书和文号保持原来的名称。"

    def get_form(self, form_class=None):
        return self.form_class(self.request.POST or None, initial=self.get_initial())

    def get_initial(self):
        row = acts.latest()
        return (row.names if row else {}) | {"valid_from": timezone.localdate()}

    def version(self):
        row = acts.latest()
        return row.pk if row else None

    def act(self, form):
        facts = dict(form.cleaned_data)
        valid_from, reason = facts.pop("valid_from"), facts.pop("reason")
        acts.rename(
            facts, by=self.request.user, valid_from=valid_from, reason=reason, seen=self.seen()
        )
        return "stations:office"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=Office.objects.all(), **kwargs)
