"""What goes to other agencies and organs, and comes back. A leaf."""

from django.db.models import TextChoices


class AwayResult(TextChoices):
    """What the agency answered to whom an application was forwarded (Law art. 38)."""

    ACCEPTED = "accepted", "已接收"
    SENT_BACK = "sent_back", "退回"


class AssistanceKind(TextChoices):
    """What a handler may ask the centre for."""

    INTRODUCTION = "introduction", "介绍信"
    PROOF = "proof", "证明函"
    COORDINATION = "coordination", "协调函"
    INVESTIGATION = "investigation", "异地协作调查"


class AssistanceState(TextChoices):
    ASKED = "asked", "待中心办理"
    ISSUED = "issued", "已出函"
    REPLIED = "replied", "已回复"
    DECLINED = "declined", "未出函"
    WITHDRAWN = "withdrawn", "函件已撤回"


class QuerySource(TextChoices):
    """Whom the means of an applicant are asked of (Law art. 41)."""

    CIVIL_AFFAIRS = "civil_affairs", "民政部门"
    SOCIAL_INSURANCE = "social_insurance", "社会保险经办机构"
    REAL_ESTATE = "real_estate", "不动产登记机构"
    TAX = "tax", "税务机关"
    VEHICLES = "vehicles", "车辆管理机关"
    VILLAGE = "village", "村（居）民委员会"
    EMPLOYER = "employer", "所在单位"
    OTHER = "other", "其他"


class Verified(TextChoices):
    """What the check of a commitment that was drawn found."""

    TRUE = "true", "承诺属实"
    UNTRUE = "untrue", "承诺不属实"
    UNCLEAR = "unclear", "无法核实"
