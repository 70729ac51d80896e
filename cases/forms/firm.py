from legalaid.platform.office.forms import OfficeForm
from stations.models import Firm

from .fields import one_row, text


class EntrustForm(OfficeForm):
    firm = one_row("承办机构")
    reason = text("理由", required=False, rows=2, length=200)

    def __init__(self, *args, offers, **kwargs):
        """`offers`: [Offer], in the order to show them."""
        super().__init__(*args, **kwargs)
        self.fields["firm"].queryset = Firm.objects.filter(pk__in=[one.firm.pk for one in offers])
        self.fields["firm"].choices = [(offer.firm.pk, str(offer)) for offer in offers]


class ArrangeForm(OfficeForm):
    handler = one_row("承办人")
    reason = text("不安排推荐首位的，写明理由", required=False, rows=2, length=200)

    def __init__(self, *args, handlers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers


class WithdrawForm(OfficeForm):
    reason = text("收回的理由", rows=2, length=200)


class ReturnForm(OfficeForm):
    reason = text("不能安排的理由", rows=2, length=200)


class UndoForm(OfficeForm):
    reason = text("撤回安排的理由", rows=2, length=200)
