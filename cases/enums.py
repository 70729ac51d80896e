from django.db.models import TextChoices


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
    CONCLUDED = "concluded", "已结案待报送"
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
    OTHER = "other", "其他"
    NOTICE = "notice", "办案机关通知"


# the ways an application comes; a notice is none
APPLIED = tuple((channel.value, channel.label) for channel in Channel if channel != Channel.NOTICE)


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


class ConsultState(TextChoices):
    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    APPLIED = "applied", "已转为申请"


class ConsultChannel(TextChoices):
    """Ways of the quarterly consultation form (facts 6.2); 12348 is counted within the calls."""

    VISIT = "visit", "来访"
    PHONE = "phone", "来电"
    HOTLINE = "hotline", "12348热线"
    LETTER = "letter", "来信"
    WEB = "web", "网络留言"
    CHAT = "chat", "网络在线交流"
    OTHER = "other", "其他"


class ConsultOutcome(TextChoices):
    """Handling as counted in statistics table 11; a plain answer is what remains."""

    ADVISED = "advised", "解答咨询"
    DRAFTED = "drafted", "代拟法律文书"
    APPLIED = "applied", "咨询中申请法律援助"
    DIRECTED = "directed", "引导其他渠道"


class Urgency(TextChoices):
    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"


class PartyRole(TextChoices):
    OPPONENT = "opponent", "对方当事人"
    REPRESENTATIVE = "representative", "代理人"
    JOINT = "joint", "共同申请人"


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


class FilledBy(TextChoices):
    """Who filled in the application form; staff may where it is hard for the applicant, who then confirms and signs."""

    STAFF = "staff", "工作人员代填"
    APPLICANT = "applicant", "申请人本人"
    AGENT = "agent", "代理人"


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
# States in which the handler has something to do or may be asked for it.
WITH_HANDLER = IN_HAND | {
    State.OFFERED,
    State.AGREEMENT,
    State.FIRST_MEETING,
    State.CLOSING_REVIEW,
    State.ITEM_OWED,
}
# the file is in nobody's hands between the station and the centre, and before the director it stands as reviewed
AMENDABLE = UNDECIDED - {State.HANDED_OVER, State.DECISION}
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
        State.ITEM_OWED,
        State.FOLLOW_UP,
        State.ARCHIVING,
    }
)
# what an organ's notice said is put right until the case is closed
NOTICE_AMENDABLE = frozenset(
    {State.GRANTED, State.OFFERED, State.AGREEMENT, State.FIRST_MEETING, State.HANDLING}
)
# The volumes are being built or are closed: nothing is added, printed or changed.
SEALED = frozenset({State.SEALING, State.ARCHIVED})
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


class Row(TextChoices):
    """The statistical row a cause belongs to (tables 5-7); data/cause_rows.csv maps the whole tree of causes."""

    WORK_INJURY_INSURANCE = "work_injury_insurance", "工伤保险待遇"
    SOCIAL_INSURANCE = "social_insurance", "其他社会保险待遇"
    SUPPORT = "support", "赡养费、抚养费、扶养费"
    MARRIAGE = "marriage", "其他婚姻家庭"
    WAGES = "wages", "劳动报酬"
    WORK_INJURY = "work_injury", "工伤（保险以外）"
    LABOUR = "labour", "其他劳动"
    TRAFFIC = "traffic", "交通事故"
    MEDICAL = "medical", "医疗事故"
    PRODUCT = "product", "产品质量"
    BODILY_HARM = "bodily_harm", "其他人身伤害"
    BRAVE = "brave", "见义勇为"
    CIVIL_OTHER = "civil_other", "其他民事"
    STATE_COMPENSATION = "state_compensation", "国家赔偿"
    MINIMUM_LIVING = "minimum_living", "最低生活保障"
    PENSION = "pension", "抚恤、救济"
    ADMINISTRATIVE_OTHER = "administrative_other", "其他行政"
    PETITION = "petition", "申诉"
    SECURITY = "crime_security", "危害国家安全罪"
    PUBLIC_SAFETY = "crime_public_safety", "危害公共安全罪"
    MARKET = "crime_market", "破坏社会主义市场经济秩序罪"
    PERSON = "crime_person", "侵犯公民人身权利、民主权利罪"
    PROPERTY = "crime_property", "侵犯财产罪"
    ORDER = "crime_order", "妨害社会管理秩序罪"
    DEFENCE = "crime_defence", "危害国防利益罪"
    BRIBERY = "crime_bribery", "贪污贿赂罪"
    DERELICTION = "crime_dereliction", "渎职罪"
    MILITARY = "crime_military", "军人违反职责罪"
