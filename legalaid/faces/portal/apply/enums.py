"""Values of online applications: where one stands, and why one is laid aside."""

from django.db.models import TextChoices


class SubmissionState(TextChoices):
    RECEIVED = "received", "待登记"
    REGISTERED = "registered", "已登记立卷"
    REFERRED = "referred", "已告知向其他机构申请"
    SET_ASIDE = "set_aside", "未作为申请登记"


class Why(TextChoices):
    """Why what was sent in is not registered; nothing is deleted, and it can be taken up again."""

    TWICE = "twice", "同一事项已经申请过"
    NONE = "none", "不是法律援助申请（咨询、投诉、试填等）"
    OTHER_PERSON = "other_person", "不是本人的意思，或者填错了人"


class SeenBy(TextChoices):
    """Who may look at the phone; asked before anything else."""

    ALONE = "alone", "只有我自己用"
    OTHERS = "others", "别人也可能看到"


class Helper(TextChoices):
    """Who helped to fill this in."""

    NOBODY = "nobody", "我自己填的"
    FAMILY = "family", "家人、亲友帮我填的"
    VILLAGE = "village", "村（社区）、工会、妇联等单位的人帮我填的"
    LAWYER = "lawyer", "律师、法律工作者或者志愿者帮我填的"
    AGENT = "agent", "我是代理人，替申请人填的"
