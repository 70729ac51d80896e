from legalaid.platform.office.forms import OfficeForm

from .fields import moment, text


class CallForm(OfficeForm):
    closes_at = moment("报名截止", help_text="报名以后还要指派，截止须早于指派的期限。")
    note = text("给承办人看的说明（不写姓名、电话）", required=False, length=200, rows=3)


class VolunteerForm(OfficeForm):
    note = text("自荐说明（可不填）", required=False, length=120, rows=2)


class NoteForm(OfficeForm):
    note = text("给承办人看的说明（不写姓名、电话）", required=False, length=200, rows=3)


class StepBackForm(OfficeForm):
    pass


class WithdrawForm(OfficeForm):
    reason = text("撤回征集的理由", length=200, rows=2)
