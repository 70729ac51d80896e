"""By whom and when the application of somebody held was sent on: asked at the intake, and where it was not known then."""

from django import forms
from django.utils import timezone

from cases.domain.forwarding import check_forwarding
from cases.enums import FORWARDED
from legalaid.platform.core.errors import DomainError
from legalaid.platform.office.forms import OfficeForm

from .fields import moment, text

UNTOLD = "请填写由谁转交、何时收到、何时转到；转交的材料没有写明的，勾选“没有写明”。"
FIELDS = ("forwarder", "handed_at", "reached_at")


class ForwardedFields(forms.Form):
    """Part of the intake form."""

    forwarder = text(
        "在押人员的申请由谁转交（机关、监管场所或者值班律师）", required=False, length=80
    )
    handed_at = moment("对方收到申请的时间", required=False)
    reached_at = moment("转到本中心的时间", required=False)
    forwarding_untold = forms.BooleanField(label="转交的材料没有写明时间", required=False)

    def check_forwarded(self, data):
        """All three or none, and none alone where that is said."""
        said = [name for name in FIELDS if data.get(name)]
        asked = data.get("channel") in FORWARDED and not data.get("forwarding_untold")
        if self.errors.keys() & {*FIELDS}:
            return
        if (said or asked) and len(said) < len(FIELDS):
            missing = next(name for name in FIELDS if name not in said)
            self.add_error(missing, UNTOLD)
        elif said:
            self._check_order(data)

    def _check_order(self, data):
        try:
            check_forwarding(data["handed_at"], data["reached_at"], timezone.now())
        except DomainError as error:
            self.add_error(error.field, error.sentence)

    @property
    def forwarding(self):
        """The argument of the act; None where nothing is told."""
        said = {name: self.cleaned_data[name] for name in FIELDS}
        return said if all(said.values()) else None


class ForwardingForm(OfficeForm):
    forwarder = text("由谁转交（机关、监管场所或者值班律师）", length=80)
    handed_at = moment("对方收到申请的时间")
    reached_at = moment("转到本中心的时间")
    reason = text("更正理由（第一次登记的不填）", required=False, length=300, rows=2)
