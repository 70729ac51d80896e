from django.db.models import TextChoices


class Shown(TextChoices):
    """What whoever has the code of a case and the end of an identity number sees of it online."""

    ALL = "all", "办到哪一步、下一步的期限、开庭、承办人，与中心的留言和答复"
    PLACE = "place", "只显示办到哪一步"
    NOTHING = "nothing", "网上什么都不显示，只能打电话、到窗口"
