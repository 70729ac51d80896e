"""What is about to go wrong with a case, by when somebody above the handler hears of it, and why (S10, S21)."""

from dataclasses import dataclass

HANDLER, DIRECTOR, BUREAU = "handler", "director", "bureau"
WORDS = {HANDLER: "承办环节", DIRECTOR: "中心负责人", BUREAU: "司法局"}


@dataclass(frozen=True)
class Kind:
    """`step`: the act that mends it, as a step of the case; or else `page`, the part of the case's address; `why`: with {n} the lead time
    of `lead`; `ahead`: how many days before its end the director hears of it, of what has an end."""

    key: str
    label: str
    why: str
    step: str = ""
    page: str = ""
    lead: str = ""
    ahead: str = ""


KINDS = (
    Kind("limit", "期限将满或者已过", "在期限届满前{n}天预警", lead="warn_limit", ahead="ahead_limit"),
    Kind("meeting", "没有会见（约见）", "签订协议后{n}天没有会见（约见）", "hold_first_meeting", lead="warn_meeting"),
    Kind("report", "没有向受援人通报", "会见后或者上次通报后{n}天没有通报", "report_progress", lead="warn_report"),
    Kind("hearing", "开庭没有准备", "开庭前{n}天，会见以后没有阅卷、调查、讨论等准备的记录", "add_log", lead="warn_hearing", ahead="ahead_hearing"),
    Kind("closing", "迟报结案材料", "报送期限届满前{n}天预警", "report_closure", lead="warn_limit", ahead="ahead_limit"),
    Kind("answers", "反映问题待核实", "受援人在回访中或者办案机关反映了问题，还没有核实处理", "settle_alarm"),
    Kind("silence", "停滞", "办理中{n}天没有任何记录", "add_log", lead="warn_silence"),
    Kind("discussion", "重大疑难没有讨论", "按规定或者经报告为重大疑难案件，中心还没有集体讨论", page="discussions/"),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}


def level(days, *, director, bureau):
    """Who hears of a warning that has stood for so many days."""
    if days >= bureau:
        return BUREAU
    return DIRECTOR if days >= director else HANDLER


def why_told(kind, days, *, lead, director, bureau):
    """Why somebody reads of it: what is warned of, and for how long nothing was done."""
    said = BY_KEY[kind].why.format(n=lead)
    stands = level(days, director=director, bureau=bureau)
    if stands == BUREAU:
        return f"{said}；预警{days}天没有处理，满{bureau}天的告知司法局"
    if stands == DIRECTOR:
        return f"{said}；预警{days}天没有处理，满{director}天的告知中心负责人"
    return said
