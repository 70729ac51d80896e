from django.db.models import TextChoices


class StationKind(TextChoices):
    AUTHORITY = "authority", "司法行政机关"
    CENTER = "center", "法律援助机构"
    TOWNSHIP = "township", "乡镇（街道）工作站"
    PARTNER = "partner", "部门工作站"


class StationHost(TextChoices):
    """Hosts as in statistics table 12; those it has no line for are counted among its others."""

    CENTER = "center", "法律援助中心"
    JUSTICE_OFFICE = "justice_office", "司法所"
    UNION = "union", "工会"
    YOUTH = "youth", "共青团"
    WOMEN = "women", "妇联"
    AGEING = "ageing", "老龄"
    DISABLED = "disabled", "残联"
    PETITIONS = "petitions", "信访"
    UNIVERSITY = "university", "高校"
    PRISON = "prison", "监狱（戒毒所）"
    DETENTION = "detention", "看守所"
    COURT = "court", "法院"
    PROCURATORATE = "procuratorate", "检察院"
    POLICE = "police", "公安机关"
    MILITARY = "military", "部队（人武部）"
    LABOUR = "labour", "劳动监察"
    TRAFFIC = "traffic", "交警"
    OTHER = "other", "其他"


class HandlerKind(TextChoices):
    """Law art. 12-17; statistics table 10."""

    LAWYER = "lawyer", "社会律师"
    GRASSROOTS = "grassroots", "基层法律服务工作者"
    AGENCY = "agency", "法律援助机构律师"
    VOLUNTEER = "volunteer", "法律援助志愿者"


class FirmKind(TextChoices):
    LAW_FIRM = "law_firm", "律师事务所"
    GRASSROOTS = "grassroots", "基层法律服务所"
    CENTER = "center", "法律援助机构"
    NGO = "ngo", "社会组织"


class Duty(TextChoices):
    """What the centre allows a station to do; decisions stay with the centre (Law art. 13)."""

    CONSULT = "consult", "接待咨询"
    APPLY = "apply", "接收申请"
    PRE_REVIEW = "pre_review", "初审"


def all_duties():
    return [duty.value for duty in Duty]


class Equipment(TextChoices):
    """What a place has, as statistics table 1 asks."""

    WINDOW = "window", "接待窗口"
    STREET_FRONT = "street_front", "临街一层"
    BARRIER_FREE = "barrier_free", "无障碍设施"
    ROOM = "room", "独立接待室"
    PHONE_12348 = "phone_12348", "12348专线"
    COMPUTER = "computer", "电脑"
    PRINTER = "printer", "打印复印机"
    SCANNER = "scanner", "高拍扫描仪"
    SYSTEM = "system", "使用信息管理系统"
    WEB = "web", "网上受理"


class Nature(TextChoices):
    """The nature of an institution (statistics table 1)."""

    ADMINISTRATIVE = "administrative", "行政机关"
    FULLY_FUNDED = "fully_funded", "全额拨款事业单位"
    CIVIL_SERVICE = "civil_service", "参照公务员法管理事业单位"
    OTHER = "other", "其他"


class StationAct(TextChoices):
    OPENED = "opened", "设立"
    MOVED = "moved", "调整隶属"
    RENAMED = "renamed", "更名"
    MERGED = "merged", "并入"
    CLOSED = "closed", "撤销"
    REOPENED = "reopened", "恢复"


class Post(TextChoices):
    """How a person holds the post (statistics table 2)."""

    ESTABLISHED = "established", "在编"
    HIRED = "hired", "聘用"
    SECONDED = "seconded", "借调"
    VOLUNTEER = "volunteer", "志愿者"
    NGO = "ngo", "社会组织人员"


class Degree(TextChoices):
    BELOW = "below", "大专以下"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    MASTER = "master", "硕士"
    DOCTOR = "doctor", "博士"


class LeaveKind(TextChoices):
    ANNUAL = "annual", "年休假"
    SICK = "sick", "病假"
    PERSONAL = "personal", "事假"
    MATERNITY = "maternity", "产假"
    TRAINING = "training", "外出培训"
    OTHER = "other", "其他"


SPECIALITIES = (
    "劳动", "工伤", "婚姻家庭", "抚养", "赡养", "交通事故", "人身损害", "医疗", "刑事", "未成年人", "行政", "社会保险", "合同", "土地", "消费者权益", "国家赔偿",
)  # fmt: skip
LANGUAGES = (
    "普通话",
    "本地方言",
    "手语",
    "英语",
    "藏语",
    "维吾尔语",
    "蒙古语",
    "壮语",
    "彝语",
    "朝鲜语",
)


class SlipState(TextChoices):
    SENT = "sent", "待接收"
    ACCEPTED = "accepted", "办理中"
    RETURNED = "returned", "已退回"
    CLOSED = "closed", "已办结"
    RECALLED = "recalled", "已撤回"


class SlipMatter(TextChoices):
    """What a slip asks the other side to do."""

    AID = "aid", "申请法律援助"
    WAGES = "wages", "追索劳动报酬"
    INJURY = "injury", "工伤、交通等人身损害"
    ABUSE = "abuse", "家庭暴力、虐待、遗弃"
    MEDIATION = "mediation", "人民调解"
    RELIEF = "relief", "司法救助、社会救助"
    PETITION = "petition", "信访事项"
    NOTICE = "notice", "办案机关通知指派律师"
    OTHER = "other", "其他"


class SlipReturn(TextChoices):
    """Why a slip is sent back."""

    NOT_OURS = "not_ours", "不属于本单位职责"
    INCOMPLETE = "incomplete", "材料或者信息不全"
    UNREACHABLE = "unreachable", "联系不上当事人"
    UNWILLING = "unwilling", "当事人不同意转介"
    DUPLICATE = "duplicate", "重复转介"
    OTHER = "other", "其他"


class SlipResult(TextChoices):
    RESOLVED = "resolved", "已解决"
    PARTLY = "partly", "部分解决"
    AIDED = "aided", "已给予法律援助"
    NOT_AIDED = "not_aided", "未给予法律援助"
    ADVISED = "advised", "已答复、告知途径"
    ABANDONED = "abandoned", "当事人放弃"


class PostKind(TextChoices):
    """Where a duty is done; outside the window it is a duty lawyer's (法律援助值班律师工作办法)."""

    WINDOW = "window", "服务窗口"
    COURT = "court", "人民法院"
    PROCURATORATE = "procuratorate", "人民检察院"
    DETENTION = "detention", "看守所"


class HelpKind(TextChoices):
    """What a duty lawyer may do for a person (Law art. 30; form 28)."""

    ADVICE = "advice", "提供法律咨询"
    PROCEDURE = "procedure", "程序选择建议"
    MEASURES = "measures", "申请变更强制措施"
    OPINION = "opinion", "对案件处理提出意见"
    WITNESS = "witness", "见证签署具结书"
    FORWARD = "forward", "转交法律援助申请"


class SwapState(TextChoices):
    ASKED = "asked", "待对方同意"
    AGREED = "agreed", "待批准"
    APPROVED = "approved", "已换班"
    DECLINED = "declined", "对方不同意"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Rhythm(TextChoices):
    """The report's 定期与不定期相结合."""

    REGULAR = "regular", "定期"
    OCCASIONAL = "occasional", "不定期"


class QuestionKind(TextChoices):
    SINGLE = "single", "单选"
    MULTIPLE = "multiple", "多选"
    TRUE_FALSE = "true_false", "判断"


class OutreachForm(TextChoices):
    VISIT = "visit", "法律七进活动"
    MEDIA = "media", "媒介宣传"
    COLUMN = "column", "宣传专栏"
    OTHER = "other", "其他宣传"


class Venue(TextChoices):
    """法律七进: the six of the national scheme and the local seventh."""

    OFFICE = "office", "进机关"
    VILLAGE = "village", "进乡村"
    COMMUNITY = "community", "进社区"
    SCHOOL = "school", "进学校"
    ENTERPRISE = "enterprise", "进企业"
    UNIT = "unit", "进单位"
    RELIGIOUS = "religious", "进宗教场所"
    MILITARY = "military", "进军营"


class Medium(TextChoices):
    NEWSPAPER = "newspaper", "报纸"
    WALL = "wall", "版报"
    RADIO = "radio", "电台"
    SCREEN = "screen", "电子屏"
    TELEVISION = "television", "电视"
    NETWORK = "network", "网络"
