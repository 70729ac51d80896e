"""`/styleguide/`: every component of docs/design.md alive, with invented data. For those who build; only with `DEBUG=1`."""

from django import forms
from django.conf import settings
from django.http import Http404

from .forms import OfficeForm
from .pages import Page
from .tables import Column, Table
from .templatetags.office import chip

COLOURS = (
    ("--ink", "正文"), ("--ink-2", "次要"), ("--ink-3", "辅助"), ("--edge", "控件边"),
    ("--line", "卡片边"), ("--hair", "行线"), ("--page", "页底"), ("--navy", "机构"),
)  # fmt: skip
MEANINGS = (
    ("act", "可以办", "按钮、链接、当前一步"), ("late", "已超期", "超期、不能撤回"), ("soon", "快到期", "今天、几天之内"),
    ("kept", "已做到", "完成、核对过"), ("guard", "受保护", "安全联系、保密案件"),
)  # fmt: skip
SIZES = (
    ("t7", "--t-7", "32", "1,918"), ("t6", "--t-6", "26 宋体", "追索劳动报酬纠纷"), ("t5", "--t-5", "20 宋体", "离婚纠纷"),
    ("t4", "--t-4", "17", "卡片的题目"), ("t3", "--t-3", "15", "正文、表单、按钮"), ("t2", "--t-2", "14", "表格、摘要、经过"),
    ("t1", "--t-1", "13", "表头、注释"),
)  # fmt: skip
SPACES = (
    ("s1", 4), ("s2", 8), ("s3", 12), ("s4", 16), ("s5", 24), ("s6", 32), ("s7", 48),
)  # fmt: skip

ROWS = (
    {"who": "吴有田", "cause": "追索劳动报酬纠纷", "due": ("超 1 天（11月26日）", "late"), "sum": 13450, "acts": "写报告"},
    {"who": "覃秀云", "cause": "赡养费纠纷", "due": ("还剩 4 天（12月1日）", "soon"), "sum": 6000, "acts": "查看"},
    {"who": "伍志强", "cause": "追索劳动报酬纠纷", "due": ("已暂停", "quiet"), "sum": None, "acts": "催补"},
)  # fmt: skip
LIST = Table(
    caption="最先到期的在前",
    columns=(
        Column("who", "申请人"),
        Column("cause", "案由"),
        Column("due", "期限", draw=lambda row, words: chip(*row["due"])),
        Column("sum", "金额（元）", kind="money"),
    ),
)


class Example(OfficeForm):
    phone = forms.CharField(label="联系电话", help_text="没有手机的，写能找到他的亲友电话。")
    happened = forms.DateField(label="事由发生日期", widget=forms.DateInput(attrs={"type": "date"}))
    mode = forms.ChoiceField(
        label="结论",
        choices=(("pass", "通过，进入实质审查"), ("supplement", "通知补正")),
        widget=forms.RadioSelect,
    )
    seen = forms.BooleanField(label="申请人身份已核对")
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_happened(self):
        raise forms.ValidationError("日期晚于今天（2026年11月28日），请核对。")


class Styleguide(Page):
    template_name = "styleguide/page.html"

    def permits(self, user):
        """Anybody who may sign in, where the house is being built."""
        if not settings.DEBUG:
            raise Http404
        return True

    def get_context_data(self, **kwargs):
        said = {"phone": "138 0000 2345", "happened": "2026-12-15", "mode": "pass", "seen": "on"}
        return super().get_context_data(
            colours=COLOURS, meanings=MEANINGS, sizes=SIZES, spaces=SPACES, table=LIST, rows=ROWS, form=Example(said), **kwargs
        )  # fmt: skip
