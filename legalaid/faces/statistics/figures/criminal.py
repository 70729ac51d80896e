"""Table 5, criminal matters."""

from .counting import CLOSED, CROWDS, GRANTED, OPEN, SERVED, cases, persons, won
from .figure import family, figure

K = {"kind": "criminal"}
STAGES = {
    "investigation": ("侦查", "investigation"),
    "prosecution": ("审查起诉", "prosecution"),
    "first": ("一审", "first"),
    "second": ("二审", "second"),
    "other": ("其他", "other"),
}
NOTIFIED = {
    "minor": ("未成年人", "minor"),
    "sensory": ("盲、聋、哑人", "sensory"),
    "capacity": ("不能完全辨认自己行为的人", "capacity"),
    "life_or_death": ("可能判处无期徒刑、死刑的人", "life_or_death"),
    "other": (
        "其他",
        ("death_review", "absentia", "other_25", "ordinary", "prosecution", "unclear"),
    ),
}
CHANNELS = {
    "police": ("公安机关转交", "police"),
    "procuratorate": ("检察院转交", "procuratorate"),
    "court": ("法院转交", "court"),
    "other": ("其他转交", ("organisation", "custody", "duty_lawyer", "firm")),
}
ROLES = {
    "suspect": ("犯罪嫌疑人", "suspect"),
    "defendant": ("被告人", "defendant"),
    "victim": ("被害人", "victim"),
    "prosecutor": ("自诉人", "prosecutor"),
}
ASKED = ("transferred", "direct")
TOLD = ("notified", "requested")  # by an organ that must, or a court that may
OUTCOMES = {
    "adopted": ("意见全部采纳", "adopted"),
    "partly_adopted": ("意见部分采纳", "partly_adopted"),
    "not_adopted": ("意见未采纳", "not_adopted"),
    "terminated": ("终止提供", "terminated"),
}


@figure("criminal.granted", "刑事法律援助案件合计")
def granted():
    """本期决定给予的刑事法律援助案件数：通知辩护、强制医疗和申请后批准之和。"""
    return cases(**K, **GRANTED)


@figure("criminal.petition", "申诉")
def petition():
    """合计中处于申诉、审判监督阶段的案件数。"""
    return cases(**K, **GRANTED, row="petition")


@family("criminal.notified.stage", STAGES)
def notified_by_stage(stage):
    """人民法院、人民检察院、公安机关通知辩护，本期指派的案件中处于{label}阶段的案件数。"""
    return cases(**K, **GRANTED, route=TOLD, stage=stage)


@family("criminal.notified", NOTIFIED)
def notified_by_reason(reason):
    """通知辩护案件中，受援人为{label}的案件数（法律援助法第二十五条）；一案一种情形。"""
    return cases(**K, **GRANTED, route=TOLD, notified=reason)


@figure("criminal.notified", "通知辩护合计")
def notified():
    """本期办案机关通知辩护的案件数，按阶段或者按情形相加均等于本数。"""
    return cases(**K, **GRANTED, route=TOLD)


@figure("criminal.commitment", "强制医疗")
def commitment():
    """本期人民法院就强制医疗案件通知指派律师的案件数（法律援助法第二十八条）。"""
    return cases(**K, **GRANTED, route="commitment")


@family("criminal.transferred", CHANNELS)
def transferred_by(channel):
    """本期作出审查决定的申请中，{label}的件数。"""
    return cases(**K, decided=1, route="transferred", channel=channel)


@figure("criminal.transferred", "转交申请合计")
def transferred():
    """本期作出审查决定的申请中，由办案机关、社会组织转交的件数。"""
    return cases(**K, decided=1, route="transferred")


@family("criminal.direct", ROLES)
def direct_by(role):
    """本期作出审查决定的申请中，由{label}直接提出的件数；附带民事诉讼原告人计入被害人。"""
    return cases(**K, decided=1, route="direct", role=role)


@figure("criminal.direct", "直接申请合计")
def direct():
    """本期作出审查决定的申请中，当事人直接提出的件数。"""
    return cases(**K, decided=1, route="direct")


@family("criminal.approved", ROLES)
def approved_for(role):
    """经申请（含转交）并在本期批准的案件中，受援人为{label}的件数。"""
    return cases(**K, **GRANTED, route=ASKED, role=role)


@figure("criminal.approved", "批准合计")
def approved():
    """经申请（含转交）并在本期批准的刑事案件数。"""
    return cases(**K, **GRANTED, route=ASKED)


@figure("criminal.recipients", "受援人合计")
def recipients():
    """本期内实际为其提供刑事法律援助的人次：本期批准的，和以前批准、本期开始时尚未办结的。"""
    return persons(**K, **SERVED)


@family("criminal.recipients", CROWDS)
def recipients_among(crowd):
    """受援人中{label}的人次；一人属于几类的，各类均计入。"""
    return persons(**K, **SERVED, crowd=crowd)


@family("criminal.closed", OUTCOMES)
def closed_as(outcome):
    """本期办结的刑事案件中，辩护或者代理{label}的件数；终止提供：决定终止法律援助的，结案日是承办机构收到终止决定之日。"""
    return cases(**K, **CLOSED, outcome=outcome)


@figure("criminal.closed", "已结案件合计")
def closed():
    """结案日在本期内的刑事法律援助案件数。"""
    return cases(**K, **CLOSED)


@figure("criminal.won", "挽回损失或取得利益")
def won_total():
    """本期办结的刑事案件（含附带民事）为受援人挽回损失或者取得利益的金额。"""
    return won(**K, **CLOSED)


@figure("criminal.open", "未结案件")
def still_open():
    """期末已批准而尚未办结的刑事案件数。"""
    return cases(**K, **OPEN)
