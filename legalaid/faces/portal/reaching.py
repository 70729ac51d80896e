"""How somebody who writes online may be reached: asked before any number is taken, none taken of a child (个人信息保护法 art. 31)."""

from django import forms

from cases.forms.fields import one_of
from legalaid.faces.portal.apply.enums import SeenBy
from legalaid.platform.core.safety import Safe, Way
from legalaid.platform.office.forms import PhoneField

AGES = (("adult", "满18周岁"), ("teen", "14到17周岁"), ("child", "不满14周岁"))
NO, USUAL, STATED = "no", "usual", "stated"
SEEN = "别人可能看到其手机，不发短信、微信"
LONGEST_NOTE = 120


class ReachForm(forms.Form):
    """`no_child`: what is said to whom no number is taken of."""

    no_child = ""
    age = one_of("您多大了？", AGES, initial="adult")
    seen_by = one_of("您用的手机（电脑），别人会看到吗？", SeenBy.choices)
    reach = one_of("我们能不能联系您？", (), initial=NO)  # said by the form itself
    phone = PhoneField(
        label="电话（不要联系的不填）",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    contact = forms.CharField(
        label="什么时候可以打，要注意什么（照常联系的不填）",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        data = super().clean()
        reach, phone = data.get("reach"), data.get("phone")
        if reach in (USUAL, STATED):
            self._check_reached(data)
        elif reach == NO and phone:
            self.add_error("reach", "您留了电话，又选了不要联系。请改选一项，或者把电话删去。")
        return data

    def _check_reached(self, data):
        if data.get("age") == "child":
            self.add_error("reach", self.no_child)
        if not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "请填电话；不想留的，上面选“不要联系我”。")
        if data.get("reach") == STATED and not data.get("contact"):
            self.add_error("contact", "请写明什么时候可以打，要注意什么。")
        if data.get("reach") == USUAL and data.get("contact"):
            self.add_error("reach", "您写了联系要注意的，请选“只能按我写的时间和方式”。")


def heeded(seen_by, note=""):
    """What is noted of whoever said that others see the telephone, with what they said themselves: a note keeps every text back until a person has
    looked (record 142)."""
    seen = SEEN if seen_by == SeenBy.OTHERS else ""
    return "；".join(filter(None, (seen, note)))[:LONGEST_NOTE]


def reached(data, none):
    """The fields of safe contact; `none`: what is noted of whom nobody contacts."""
    if data["reach"] == USUAL:
        note = heeded(data["seen_by"])
        return {"phone": data["phone"], "safe": Safe.USUAL, "contact_note": note}
    if data["reach"] == STATED:
        note = {"safe": Safe.STATED, "contact_note": data["contact"]}
        return {"safe_phone": data["phone"], **note}
    return {"safe": Safe.STATED, "forbidden": list(Way.values), "contact_note": none}
