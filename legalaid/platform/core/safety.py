"""How a person may be reached without danger: asked of whoever suffers abuse, shown and obeyed wherever one is contacted."""

from django.db import models

from .fields import EncryptedTextField


class Safe(models.TextChoices):
    """Blank: not asked yet."""

    STATED = "stated", "只能按下面写的方式联系"
    USUAL = "usual", "问过了，没有特别要求"


class Way(models.TextChoices):
    PHONE = "phone", "拨打本人电话"
    HOME = "home", "拨打家中电话"
    TEXT = "text", "发短信、微信"
    MAIL = "mail", "邮寄"
    VISIT = "visit", "上门"
    UNIT = "unit", "通过单位、村（居）委会"


# the ways of the manners in which a recipient is told, called or written to; face to face is agreed on beforehand
WAYS = {"电话": Way.PHONE, "短信": Way.TEXT, "视频": Way.TEXT, "书面": Way.MAIL}
DETAILS = ("safe_phone", "safe_person", "safe_hours", "forbidden", "code_word")
SAFE = ("safe", *DETAILS)
WARNS = ("safe", "safe_hours", "forbidden", "contact_note")
"""All that a warning is made of: lists and desks read these and nothing sealed."""
NOT_PRINTED = "须安全联系，不在文书上写明"


class SafeContact(models.Model):
    safe = models.CharField("安全联系", max_length=8, choices=Safe, blank=True)
    safe_phone = EncryptedTextField("安全电话", blank=True)
    safe_person = EncryptedTextField("可以联系的人", blank=True)
    safe_hours = models.CharField("可以联系的时间", max_length=40, blank=True)
    forbidden = models.JSONField("不得使用的方式", default=list, blank=True)
    code_word = EncryptedTextField("暗语", blank=True)
    contact_note = models.CharField(
        "联系注意事项", max_length=120, blank=True, help_text="如：勿打家中电话、听力障碍"
    )

    class Meta:
        abstract = True

    @property
    def guarded(self):
        return self.safe == Safe.STATED

    @property
    def warning(self):
        """What must be known before anybody is contacted, in one line and without a number."""
        return warning_of(self.safe, self.safe_hours, self.forbidden, self.contact_note)

    @property
    def dial(self):
        """The number one may call, or ""."""
        if not self.guarded:
            return self.phone
        return self.safe_phone or ("" if Way.PHONE in self.forbidden else self.phone)

    def refusal_of(self, manner):
        """Why this person is not to be reached so; "" where it may be."""
        way = WAYS.get(manner)
        called_safely = way == Way.PHONE and self.safe_phone
        if not self.guarded or way not in self.forbidden or called_safely:
            return ""
        return f"当事人要求不得{Way(way).label}，请按“安全联系”的方式联系。"


def warning_of(safe, hours, forbidden, note):
    if safe != Safe.STATED:
        return note

    ways = "、".join(Way(way).label for way in forbidden)
    said = (f"不得{ways}" if ways else "", f"只在{hours}联系" if hours else "", note)
    return "；".join(filter(None, said)) or "只能按约定的方式联系"


def details_of(row):
    """The safe contact as it is carried from a consultation or a slip to what comes of it."""
    told = {name: getattr(row, name) for name in (*SAFE, "contact_note")}
    return {name: value for name, value in told.items() if value}
