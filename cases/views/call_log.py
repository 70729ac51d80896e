from cases.domain.consultation import record_calls
from cases.imports.calls import CALLS, judge_calls
from legalaid.platform.office.judged import NEW, SAME, count_of
from legalaid.platform.office.sheetpage import SheetPage

from .counter import Counter


class CallLog(Counter, SheetPage):
    """The hotline's call log: seen first, then good rows are registered once; each bad row is named with its reasons and comes back as a sheet."""

    title, what, kind, unit = "导入12348通话记录", "通话记录", "calls", "条"

    def headings(self):
        return CALLS

    def judge(self, incoming, answers):
        return judge_calls(incoming, by=self.request.user, station=self.station)

    def kept(self, judged):
        counts = count_of(judged)
        record_calls(by=self.request.user, count=counts[NEW], known=counts[SAME])
