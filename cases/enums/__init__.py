from django.db.models import TextChoices

from .consultation import ConsultChannel, ConsultOutcome, ConsultState  # noqa: F401  named with the others
from .discussion import Level, Vote  # noqa: F401  named with the others
from .help import HELPED, HelpOrgan, HelpScan, HelpSigned, HelpSource, HelpState, NotHelped, Plea  # noqa: F401  named with the others
from .objection import ObjectionManner, ObjectionState, RemedyKind, RemedyResult  # noqa: F401  named with the others
from .recusal import RecusalAsker, RecusalResult  # noqa: F401  named with the others
from .replacement import ReplacedFor, ReplacementAsker, ReplacementResult  # noqa: F401  named with the others
from .row import Row  # noqa: F401  named with the others
from .serving import Addressee, ServedHow, ServiceNews  # noqa: F401  named with the others
from .team import Beside  # noqa: F401  named with the others
from .volunteer import PoolEnd  # noqa: F401  named with the others


class State(TextChoices):
    AT_STATION = "at_station", "工作站已登记"
    HANDED_OVER = "handed_over", "已移交待签收"
    RETURNED_TO_STATION = "returned_to_station", "已退回工作站"
    SUBMITTED = "submitted", "已申请待受理"
    SUPPLEMENT = "supplement", "补正中"
    FORM_REVIEW = "form_review", "形式审查"
    MERITS_REVIEW = "merits_review", "实体审查"
    COOPERATION = "cooperation", "协作核查中"
    DECISION = "decision", "待决定"
    GRANTED = "granted", "待指派"
    OFFERED = "offered", "待承办人接受"
    AGREEMENT = "agreement", "待签委托协议"
    FIRST_MEETING = "first_meeting", "待首次会见"
    HANDLING = "handling", "办理中"
    LAWYER_REFUSED = "lawyer_refused", "当事人不同意"
    TERMINATING = "terminating", "拟终止"
    CONCLUDED = "concluded", "已结案待报送"
    TERMINATED = "terminated", "已终止"
    CLOSING_REVIEW = "closing_review", "结案审查"
    CLOSING_RETURNED = "closing_returned", "结案退回补正"
    ITEM_OWED = "item_owed", "待补卷宗材料"
    FOLLOW_UP = "follow_up", "待回访"
    ARCHIVING = "archiving", "待归档"
    SEALING = "sealing", "卷宗生成中"
    ARCHIVED = "archived", "已归档"
    REFUSED = "refused", "不予援助"
    WITHDRAWN = "withdrawn", "已撤回"
    DEEMED_WITHDRAWN = "deemed_withdrawn", "视为撤回"
    REFERRED_AWAY = "referred_away", "已告知移送"
    JOINED = "joined", "已并入另案"
    ANNULLED = "annulled", "登记已撤销"
    APPLICANT_DIED = "applicant_died", "申请人死亡"


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
    CUSTODY = "custody", "监管场所转交"
    DUTY_LAWYER = "duty_lawyer", "值班律师转交"
    FIRM = "firm", "律师事务所转交"
    AGENCY = "agency", "其他法律援助机构移送"
    MILITARY = "military", "军人军属工作站转来"
    OTHER = "other", "其他"
    NOTICE = "notice", "办案机关通知"


# the ways an application comes; a notice is none
APPLIED = tuple((channel.value, channel.label) for channel in Channel if channel != Channel.NOTICE)


# an application of somebody held, sent on within 24 hours (Law art. 39)
FORWARDED = frozenset(
    (Channel.COURT, Channel.PROCURATORATE, Channel.POLICE, Channel.CUSTODY, Channel.DUTY_LAWYER)
)


class Organ(TextChoices):
    """Who notifies us to assign a lawyer (Law art. 36)."""

    POLICE = "police", "公安机关"
    PROCURATORATE = "procuratorate", "人民检察院"
    COURT = "court", "人民法院"


class PreReviewed(TextChoices):
    """What a station recommends after its pre-review; the centre is not bound by it."""

    ACCEPT = "accept", "建议受理"
    SUPPLEMENT = "supplement", "建议受理并通知补正"
    REFUSE = "refuse", "建议不予援助"
    DIRECT = "direct", "建议告知向其他机构申请"


class ReturnReason(TextChoices):
    """Why the centre sends an application back to the station."""

    IDENTITY = "identity", "身份信息不全或者有误"
    SIGNATURE = "signature", "申请表没有申请人签名"
    MATERIALS = "materials", "材料缺失或者看不清"
    MEANS = "means", "经济困难状况没有填写"
    FACTS = "facts", "案情和请求不清楚"
    SCOPE = "scope", "没有核对援助范围和管辖"
    DUPLICATE = "duplicate", "重复移交"
    OTHER = "other", "其他"


class Urgency(TextChoices):
    """Whether, and why, aid may have to be provided at once (Law art. 44)."""

    NORMAL = "normal", "一般"
    LIMITATION = "limit", "距法定时效或者期限届满不足七日，需要及时提起诉讼或者申请仲裁、行政复议"
    PRESERVATION = "preserve", "需要立即申请财产保全、证据保全或者先予执行"
    OTHER = "urgent", "法律、法规、规章规定的其他紧急情形"


class Prior(TextChoices):
    """How aid that was provided at once stands (Law art. 44); blank: it was not."""

    OWED = "owed", "先行提供，手续待补"
    FAILED = "failed", "先行提供，未能确认"
    CONFIRMED = "confirmed", "先行提供，手续已补"


class PriorFinding(TextChoices):
    LAPSED = "lapsed", "期限届满没有补办手续"
    INELIGIBLE = "ineligible", "经审查不符合法律援助条件"


class PartyRole(TextChoices):
    OPPONENT = "opponent", "对方当事人"
    REPRESENTATIVE = "representative", "代理人"


class Tie(TextChoices):
    """How somebody stands behind a party."""

    SPOUSE = "spouse", "配偶"
    EMPLOYER = "employer", "工作单位"
    HEAD = "head", "法定代表人或者监护人"


class ConflictFinding(TextChoices):
    """What follows where somebody of a case is certainly on the other side elsewhere, or on both sides of this one."""

    NONE = "none", "核对后认为不构成利益冲突"
    APART = "apart", "当事人相同，办理时避开对方的承办人和所在机构"


class Agency(TextChoices):
    """As what somebody applies for the applicant (Law art. 24, 29, 40; form 2)."""

    STATUTORY = "statutory", "法定代理人"
    RELATIVE = "relative", "近亲属"
    ENTRUSTED = "entrusted", "委托代理人"


class Capacity(TextChoices):
    """Of an adult (民法典 art. 21, 22, 24); a minor's follows from the age."""

    FULL = "", "完全民事行为能力"
    LIMITED = "limited", "限制民事行为能力"
    NONE = "none", "无民事行为能力"


class Signer(TextChoices):
    SELF = "self", "受援人本人"
    GUARDIAN = "guardian", "法定代理人"
    RELATIVE = "relative", "近亲属"


class Signing(TextChoices):
    SIGNATURE = "signature", "签名"
    THUMB = "thumb", "捺印（不能签名）"
    BOTH = "both", "签名并捺印"


class ConsentSigned(TextChoices):
    """Whether who is defended by an organ's notice signed what was said of the lawyer (Procedure Rules art. 29)."""

    SIGNED = "signed", "已签名或者捺印"
    REFUSED = "refused", "拒绝签名"
    UNABLE = "unable", "不能签名"


class FilledBy(TextChoices):
    """Who filled in the application form; staff may where it is hard for the applicant, who then confirms and signs."""

    STAFF = "staff", "工作人员代填"
    APPLICANT = "applicant", "申请人本人"
    AGENT = "agent", "代理人"


class MeansResult(TextChoices):
    PASSED = "passed", "符合"
    FAILED = "failed", "不符合"
    DOCUMENTS = "documents", "待提交证明材料"


class MemberMeans(TextChoices):
    """What was found of the means of one of several applicants (Law art. 32, 34, 42)."""

    POOR = "poor", "符合经济困难条件"
    EXEMPT = "exempt", "免予核查经济困难状况"
    FREE = "free", "不受经济困难条件限制"
    NOT_POOR = "not_poor", "不符合经济困难条件"


class MemberPaper(TextChoices):
    """What is received of each of several applicants."""

    IDENTITY = "identity", "身份证明"
    MEANS = "means", "经济困难状况说明或者免予核查的证明"
    SIGNED = "signed", "在申请表或者名单上签名、捺印"


class FollowUpResult(TextChoices):
    REACHED = "reached", "接通"
    UNANSWERED = "unanswered", "未接"
    OFF = "off", "停机"
    WRONG = "wrong", "空号"
    DECLINED = "declined", "拒访"
    VOIDED = "voided", "登错案件，已作废"


OUTCOMES = tuple(one for one in FollowUpResult if one != FollowUpResult.VOIDED)
ATTEMPTS = tuple(one for one in OUTCOMES if one != FollowUpResult.REACHED)


class Satisfaction(TextChoices):
    VERY = "5", "非常满意"
    SATISFIED = "4", "满意"
    FAIR = "3", "基本满意"
    POOR = "2", "不满意"
    BAD = "1", "非常不满意"


# who counts as satisfied, wherever a share of them is stated
CONTENTED = (Satisfaction.VERY, Satisfaction.SATISFIED, Satisfaction.FAIR)


class Grade(TextChoices):
    """Quality grade of a finished case (facts section 7); the subsidy depends on it."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASS = "pass", "合格"
    FAIL = "fail", "不合格"


class HearingNews(TextChoices):
    """What became of a hearing."""

    MOVED = "moved", "改期"
    CANCELLED = "cancelled", "取消"
    HELD = "held", "登记结果"


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
    TERMINATED = "terminated", "终止提供"


# States before a decision, in which an applicant may still withdraw.
UNDECIDED = frozenset(
    {
        State.AT_STATION,
        State.HANDED_OVER,
        State.RETURNED_TO_STATION,
        State.SUBMITTED,
        State.SUPPLEMENT,
        State.FORM_REVIEW,
        State.MERITS_REVIEW,
        State.COOPERATION,
        State.DECISION,
    }
)
# States in which a handler works on the case.
IN_HAND = frozenset({State.HANDLING, State.CONCLUDED, State.CLOSING_RETURNED})
# States in which another handler takes the case over with an agreement of his own.
REPLACEABLE = frozenset(
    {State.AGREEMENT, State.FIRST_MEETING, State.HANDLING, State.LAWYER_REFUSED}
)
# States in which the handler has something to do or may be asked for it.
WITH_HANDLER = IN_HAND | {
    State.OFFERED,
    State.AGREEMENT,
    State.FIRST_MEETING,
    State.LAWYER_REFUSED,
    State.TERMINATING,
    State.TERMINATED,
    State.CLOSING_REVIEW,
    State.ITEM_OWED,
}
# what a handler has in hand: offered, or its closing file not handed in
ON_HAND = WITH_HANDLER - {State.CLOSING_REVIEW}
# where aid can be provided at once: before the director it is granted as usual
URGENT_IN = UNDECIDED - {State.DECISION}
# the file is in nobody's hands between the station and the centre, and before the director it stands as reviewed
AMENDABLE = UNDECIDED - {State.HANDED_OVER, State.DECISION}
# What never was a matter of its own: it counts in no figure.
UNCOUNTED = frozenset({State.ANNULLED, State.JOINED})
# States in which somebody may still have a step to take, and so may have to keep out of it.
RECUSABLE = frozenset(State) - UNCOUNTED - {State.SEALING, State.ARCHIVED}
# States after the grant while the case is not archived.
AIDED = frozenset(
    {
        State.GRANTED,
        State.OFFERED,
        State.AGREEMENT,
        State.FIRST_MEETING,
        State.HANDLING,
        State.LAWYER_REFUSED,
        State.TERMINATING,
        State.CONCLUDED,
        State.TERMINATED,
        State.CLOSING_REVIEW,
        State.CLOSING_RETURNED,
        State.ITEM_OWED,
        State.FOLLOW_UP,
        State.ARCHIVING,
    }
)
# what an organ's notice said is put right until the case is closed
NOTICE_AMENDABLE = frozenset(
    {
        State.GRANTED,
        State.OFFERED,
        State.AGREEMENT,
        State.FIRST_MEETING,
        State.HANDLING,
        State.LAWYER_REFUSED,
    }
)
DONE = AIDED - NOTICE_AMENDABLE - {State.TERMINATING, State.TERMINATED}  # the stage is done
# The volumes are being built or are closed: nothing is added, printed or changed.
SEALED = frozenset({State.SEALING, State.ARCHIVED})
# where an organ may be asked how the handler worked, and what it says is looked into
TOLD_IN = AIDED - {State.GRANTED, State.OFFERED} | SEALED
# where papers have gone out to somebody, or may (of a sealed file: about a decision that may still be objected to); before, the application has only its receipts
SERVED_IN = frozenset(State) - {
    State.SEALING,
    State.AT_STATION,
    State.HANDED_OVER,
    State.RETURNED_TO_STATION,
}
GRADED = (
    State.FOLLOW_UP,
    State.ARCHIVING,
)  # its closing file was accepted: it is graded, then paid


class Notified(TextChoices):
    """Why an organ notified us to assign a lawyer (Law art. 25, 28); `grounds.NOTIFIED` has their articles. Blank: not notified."""

    MINOR = "minor", "未成年人"
    SENSORY = "sensory", "视力、听力、言语残疾人"
    CAPACITY = "capacity", "不能完全辨认自己行为的成年人"
    LIFE_OR_DEATH = "life_or_death", "可能被判处无期徒刑、死刑的人"
    DEATH_REVIEW = "death_review", "申请法律援助的死刑复核案件被告人"
    ABSENTIA = "absentia", "缺席审判案件的被告人"
    OTHER = "other_25", "法律法规规定的其他人员"
    ORDINARY = "ordinary", "适用普通程序审理的案件被告人（可以通知）"
    PROSECUTION = "prosecution", "审查起诉阶段没有辩护人的其他犯罪嫌疑人（全覆盖，可以通知）"
    COMMITMENT = "commitment", "强制医疗案件被申请人、被告人"
    UNCLEAR = "unclear", "看不清，待核实"
