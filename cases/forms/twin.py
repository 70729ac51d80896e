from django import forms

from cases.law.foreign import BASES
from cases.models import Case
from cases.queries.twin import may_join
from legalaid.platform.office.forms import OfficeForm

from .fields import one_of, text


class JoinForm(OfficeForm):
    into = forms.ModelChoiceField(
        label="并入哪一件（同一人正在办理的，案由或者对方相同）",
        queryset=None,
        error_messages={"required": "请选择并入哪一件；没有可选的，不能并入。"},
    )
    reason = text("为什么是同一事项", length=300, rows=3)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [row.pk for row in may_join(case)]
        self.fields["into"].queryset = Case.objects.filter(pk__in=keys).select_related("cause")
        self.fields["into"].label_from_instance = told


def told(case):
    return f"{case.number} {case.cause.name} {case.get_state_display()}"


class PartForm(OfficeForm):
    reason = text("撤销并入的理由", length=300, rows=3)


class ForeignForm(OfficeForm):
    nationality = text("国籍（无国籍的写“无国籍”）", length=40)
    basis = one_of("提供法律援助的依据（法律援助法第六十九条）", BASES)
    note = text("条约名称、互惠的情况", required=False, rows=3)
