from django.db.models import TextChoices


class ServedHow(TextChoices):
    """How a paper is brought to whom it is for (form 22)."""

    HANDED = "handed", "直接送达"
    POST = "post", "邮寄"
    LEFT = "left", "留置"
    RELATIVE = "relative", "由近亲属代收"
    ELECTRONIC = "electronic", "电子送达"
    CUSTODY = "custody", "由办案机关或者监管场所转交"


class ServiceNews(TextChoices):
    """What became of a paper that was sent."""

    RECEIVED = "received", "对方已经收到"
    RETURNED = "returned", "被退回，没有送达"
    CORRECTED = "corrected", "登记有误，更正"
    VOIDED = "voided", "登记有误，作废（如登记到了别的案件）"


class Addressee(TextChoices):
    """To whom of several a paper goes."""

    PERSON = "person", "受援人、异议人"
    UNIT = "unit", "承办机构"
    ORGAN = "organ", "办案机关"
    CENTER = "center", "法律援助中心"
