"""Files that were drawn: the list, and one looked at."""

from cases.quality.domain.filecheck import check_file
from cases.quality.forms.filecheck import FileCheckForm
from cases.quality.queries.filecheck import files_for
from cases.quality.tables.filecheck import FILES
from legalaid.platform.office.pages import ListPage, RowFormPage


class FileChecks(ListPage):
    permission, template_name = "quality.check", "quality/file_checks.html"

    def get_queryset(self):
        return files_for(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(table=FILES, **kwargs)


class CheckFile(RowFormPage):
    permission, form_class = "quality.check", FileCheckForm
    done, back = "已登记。", "/quality/checks/"

    @property
    def title(self):
        return f"检查案卷：{self.object.case}"

    def get_queryset(self):
        return files_for(self.request.user)

    def get_initial(self):
        check = getattr(self.object, "check_of_file", None)
        return check.found | {"faults": check.faults} if check else {}

    def get_form_kwargs(self):
        checked = hasattr(self.object, "check_of_file")
        return super().get_form_kwargs() | {"checked": checked}

    def act(self, form):
        check_file(self.object, by=self.request.user, **form.facts())
        return "quality:file_checks"
