from django.db.models import TextChoices


class ObservationState(TextChoices):
    ASSIGNED = "assigned", "待旁听"
    FILLED = "filled", "待承办人回应"
    ANSWERED = "answered", "承办人已回应"
    FREED = "freed", "已取消"


class Mark(TextChoices):
    """How something was done, as the observer of a hearing and the organ judge it."""

    GOOD = "4", "好"
    FAIR = "3", "较好"
    PLAIN = "2", "一般"
    POOR = "1", "差"
    NONE = "0", "不适用"


JUDGED = [pair for pair in Mark.choices if pair[0] != Mark.NONE]


class Handed(TextChoices):
    """Whether a written opinion was handed in."""

    YES = "yes", "已提交"
    NO = "no", "没有提交"
    LATER = "later", "庭后提交"


class Secrecy(TextChoices):
    """Why a hearing is not public (民事诉讼法第一百三十七条；刑事诉讼法第一百八十八条、第二百八十五条；行政诉讼法第五十四条)."""

    STATE = "state", "涉及国家秘密"
    PRIVACY = "privacy", "涉及个人隐私"
    MINOR = "minor", "未成年人案件"
    REQUEST = "request", "当事人申请不公开审理"
    OTHER = "other", "其他"
