from cases.domain.consultation import import_calls
from cases.forms.consultation import CallLogForm
from cases.imports import CALL_COLUMNS, read_call_log
from cases.tables.consultation import WRONG_ROWS
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office
from legalaid.platform.office.pages import FormPage

from .counter import Counter


class CallLog(Counter, FormPage):
    """The hotline's call log: good rows are registered once, each bad row is named with its reason."""

    template_name = "cases/call_log.html"
    form_class, table = CallLogForm, WRONG_ROWS

    def get_context_data(self, **kwargs):
        columns = [(name, "、".join(others)) for name, *others in CALL_COLUMNS.values()]
        return super().get_context_data(columns=columns, office=office(), **kwargs)

    def form_valid(self, form):
        """What became of the rows stands on the page itself."""
        try:
            rows, problems, strange = read_call_log(form.cleaned_data["file"])
        except DomainError as error:
            return self.refused(form, error)

        made, passed_over, refused = import_calls(rows, by=self.request.user, station=self.station)
        result = {
            "made": made,
            "passed_over": passed_over,
            "problems": sorted(problems + refused),
            "strange": strange,
        }
        return self.show(CallLogForm(), 200, result=result)
