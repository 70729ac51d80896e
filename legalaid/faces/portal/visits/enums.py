"""Values of booked visits: where one stands, what has to be ready for whoever comes, and by what way it was booked."""

from django.db.models import TextChoices


class VisitState(TextChoices):
    BOOKED = "booked", "已预约"
    ARRIVED = "arrived", "已到"
    MISSED = "missed", "未到"
    CANCELLED = "cancelled", "已取消"


HOLDS = (VisitState.BOOKED, VisitState.ARRIVED)
"""States in which a visit holds its place."""


class Need(TextChoices):
    """What has to be ready when this person comes."""

    WHEELCHAIR = "wheelchair", "坐轮椅，或者上不了楼梯"
    SIGN = "sign", "听不见，要手语或者笔谈"
    SIGHT = "sight", "看不清，要人念、要人带"
    PRIVATE = "private", "不想让别人看见、听见，要单独的房间"


class Shown(TextChoices):
    """By what somebody who has lost the code showed that the visit is theirs."""

    SLIP = "slip", "到窗口，带着以前的预约单"
    PERSON = "person", "到窗口，说得出称呼和约的时间"
    CALL = "call", "打电话，说得出称呼、约的时间和留的电话"


class Way(TextChoices):
    ONLINE = "online", "网上"
    PHONE = "phone", "电话"
    WINDOW = "window", "当面"
