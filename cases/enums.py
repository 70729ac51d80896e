from django.db.models import TextChoices


class State(TextChoices):
    SUBMITTED = "submitted", "已申请待受理"
    SUPPLEMENT = "supplement", "补正中"
    FORM_REVIEW = "form_review", "形式审查"
    MERITS_REVIEW = "merits_review", "实体审查"
    DECISION = "decision", "待决定"
    GRANTED = "granted", "待指派"
    OFFERED = "offered", "待承办人接受"
    AGREEMENT = "agreement", "待签委托协议"
    FIRST_MEETING = "first_meeting", "待首次会见"
    HANDLING = "handling", "办理中"
    CONCLUDED = "concluded", "已结案待报送"
    CLOSING_REVIEW = "closing_review", "结案审查"
    CLOSING_RETURNED = "closing_returned", "结案退回补正"
    FOLLOW_UP = "follow_up", "待回访"
    ARCHIVING = "archiving", "待归档"
    SEALING = "sealing", "卷宗生成中"
    ARCHIVED = "archived", "已归档"
    REFUSED = "refused", "不予援助"
    WITHDRAWN = "withdrawn", "已撤回"
    DEEMED_WITHDRAWN = "deemed_withdrawn", "视为撤回"
    REFERRED_AWAY = "referred_away", "已告知移送"


class Kind(TextChoices):
    CRIMINAL = "criminal", "刑事"
    CIVIL = "civil", "民事"
    ADMINISTRATIVE = "administrative", "行政"


class Channel(TextChoices):
    """How the matter reached us (case source of the 2013 approval form, facts 6.5)."""

    VISIT = "visit", "来访申请"
    STATION = "station", "工作站转来"
    PHONE = "phone", "电话（12348）"
    LETTER = "letter", "来信"
    WEB = "web", "网络"
    COURT = "court", "法院转交"
    PROCURATORATE = "procuratorate", "检察院转交"
    POLICE = "police", "公安机关转交"
    ORGANISATION = "organisation", "社会组织转交"


class Urgency(TextChoices):
    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"


class PartyRole(TextChoices):
    OPPONENT = "opponent", "对方当事人"
    REPRESENTATIVE = "representative", "代理人"


class Sex(TextChoices):
    MALE = "M", "男"
    FEMALE = "F", "女"


class MeansResult(TextChoices):
    PASSED = "passed", "符合"
    FAILED = "failed", "不符合"
    DOCUMENTS = "documents", "待提交证明材料"


class FollowUpResult(TextChoices):
    REACHED = "reached", "接通"
    UNANSWERED = "unanswered", "未接"
    OFF = "off", "停机"
    WRONG = "wrong", "空号"
    DECLINED = "declined", "拒访"


class Satisfaction(TextChoices):
    VERY = "5", "非常满意"
    SATISFIED = "4", "满意"
    FAIR = "3", "基本满意"
    POOR = "2", "不满意"
    BAD = "1", "非常不满意"


class Outcome(TextChoices):
    """Closing kinds of statistics tables 5-7."""

    WON = "won", "胜诉"
    PARTLY_WON = "partly_won", "部分胜诉"
    LOST = "lost", "败诉"
    MEDIATED = "mediated", "调解"
    SETTLED = "settled", "和解"
    CASE_WITHDRAWN = "case_withdrawn", "撤诉"
    ARBITRATED = "arbitrated", "劳动仲裁裁决"
    ADOPTED = "adopted", "意见全部采纳"
    PARTLY_ADOPTED = "partly_adopted", "意见部分采纳"
    NOT_ADOPTED = "not_adopted", "意见未采纳"


# States before a decision, in which an applicant may still withdraw.
UNDECIDED = frozenset({State.SUBMITTED, State.SUPPLEMENT, State.FORM_REVIEW, State.MERITS_REVIEW, State.DECISION})
# States in which a handler works on the case.
IN_HAND = frozenset({State.HANDLING, State.CONCLUDED, State.CLOSING_RETURNED})
# States after the grant while the case is not archived.
AIDED = frozenset(
    {
        State.GRANTED,
        State.OFFERED,
        State.AGREEMENT,
        State.FIRST_MEETING,
        State.HANDLING,
        State.CONCLUDED,
        State.CLOSING_REVIEW,
        State.CLOSING_RETURNED,
        State.FOLLOW_UP,
        State.ARCHIVING,
    }
)
FINAL = frozenset({State.ARCHIVED, State.REFUSED, State.WITHDRAWN, State.DEEMED_WITHDRAWN, State.REFERRED_AWAY})
