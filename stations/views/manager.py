"""The account by which a firm is managed: opened from the page of the firm."""

from legalaid.platform.accounts.second import settled_note
from legalaid.platform.office.pages import MadeOnce, RowFormPage
from stations.domain.manager import open_manager
from stations.forms.manager import ManagerForm
from stations.queries.handler import firms_for


class ManagerNew(MadeOnce, RowFormPage):
    permission = "people.manage"
    template_name = "stations/station_form.html"
    title, submit = "开设机构管理人账号", "开设账号"
    form_class = ManagerForm

    def get_queryset(self):
        return firms_for(self.request.user)

    def act(self, form):
        made, token = open_manager(self.object, by=self.request.user, account=form.cleaned_data)
        self.done = f"已开设{made}的账号。{settled_note(self.request, made.user, token)}"
        return self.object
