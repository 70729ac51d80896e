from django.db.models import TextChoices


class RatingLevel(TextChoices):
    """The five levels of 好差评; the two lowest are bad ones."""

    BEST = "5", "非常满意"
    GOOD = "4", "满意"
    FAIR = "3", "基本满意"
    BAD = "2", "不满意"
    WORST = "1", "非常不满意"


BAD_LEVELS = {RatingLevel.BAD, RatingLevel.WORST}


class RatingState(TextChoices):
    KEPT = "kept", "已登记"
    BAD = "bad", "待整改"
    RECTIFIED = "rectified", "已整改"


class RatedService(TextChoices):
    TICKET = "ticket", "窗口接待"
    CONSULTATION = "consultation", "法律咨询"
    CASE = "case", "已结案件"


class RatingWay(TextChoices):
    CODE = "code", "凭评价码"
    TABLET = "tablet", "窗口平板"
    PHONE = "phone", "电话"


class RaterReached(TextChoices):
    """What became of calling back whoever gave a bad rating."""

    REACHED = "reached", "接通"
    UNREACHED = "unreached", "未接通"
    NO_NUMBER = "no_number", "没有留下联系方式"
