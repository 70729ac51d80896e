from legalaid.platform.office.forms import OfficeForm

from .fields import text


class KeepOverLeaveForm(OfficeForm):
    reason = text("仍由其办理的理由（期间到期的事项怎样办）", length=300, rows=3)
