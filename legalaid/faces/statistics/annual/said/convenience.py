"""（三）窗口、承诺、绿色通道、值班、培训。"""

from legalaid.faces.statistics.annual.standing import standing
from stations.hall.queries.ticket import promise_words

from .words import join, kept, listed, sentence


def window(f):
    return join(
        standing(f, "window"),
        hall(f),
        promises(f),
        sentence(
            f"全年网上收到申请{f['online']}" if f.known("online") else "",
            f"发布公示{f['notices']}" if f.known("notices") else "",
        ),
    )


def hall(f):
    """How many came, and how long they waited where the promise was kept."""
    if not f.known("tickets"):
        return ""
    green = f"其中绿色通道优先接待{f['tickets_green']}" if f.value("tickets_green") else ""
    wait = f"平均等候{f['wait']}" if f.known("wait") else ""
    prompt = f"取号后{promise_words()}内接待的占{f['wait_kept']}" if kept(f, "wait_kept") else ""
    return sentence(
        f"接待大厅取号{f['tickets']}", f"叫号接待{f['tickets_served']}", green, wait, prompt
    )


def promises(f):
    return sentence(
        f"半小时个案办结承诺兑现率{f['window_kept']}" if kept(f, "window_kept") else "",
        f"绿色通道当日办结兑现率{f['green_kept']}" if kept(f, "green_kept") else "",
    )


def green(f):
    handled = f"，全年办理{f['green']}" if f.value("green") else ""
    people = listed(
        f, ("农民工", "migrant_workers"), ("老年人", "elderly"), ("残疾人", "disabled"), ("妇女", "women"),
        ("未成年人", "minors"),
    )  # fmt: skip
    causes = listed(
        f, ("支付劳动报酬", "wages"), ("交通事故", "traffic"), ("工伤事故", "work_injury"), ("医疗损害赔偿", "medical")
    )  # fmt: skip
    return join(
        f"{standing(f, 'green')}{handled}。",
        f"受援人中{people}（同一人可属多类）。" if people else "",
        f"重点案件中，{causes}。" if causes else "",
        relief(f),
    )


def relief(f):
    if not f.value("relief_told"):
        return ""
    spared = (
        f"准许减免费用{f['relief_granted']}，减免{f['relief_saved']}"
        if f.value("relief_granted")
        else ""
    )
    aid = f"给予司法救助{f['aid_granted']}，救助金{f['aid_paid']}" if f.value("aid_granted") else ""
    return sentence(f"告知受援人可以申请减免费用、司法救助{f['relief_told']}", spared, aid)


def duty(f):
    helped = f"，提供帮助{f['duty_help']}" if f.value("duty_help") else ""
    named = (
        ("，其中" + found)
        if (found := listed(f, ("认罪认罚", "help_admits"), ("提出法律援助申请", "help_applied")))
        else ""
    )

    return join(
        sentence(
            f"安排律师值班{f['duty_shifts']}{helped}" if f.known("duty_shifts") else "",
            f"逐人登记的值班律师法律帮助{f['help_persons']}{named}"
            if f.known("help_persons")
            else "",
            joint="；",
        ),
        f"积极与有关部门协调，往来转介单{f['referrals']}。" if f.known("referrals") else "",
    )


def training(f):
    if not f.known("trainings"):
        return ""
    return sentence(
        f"采取培训与学习相结合的方式，对基层工作站人员进行法律援助技能培训，举办业务培训{f['trainings']}",
        f"参训{f['trained']}" if f.value("trained") else "",
        f"基层工作站人员持证上岗的占{f['trained_share']}" if kept(f, "trained_share") else "",
    )
