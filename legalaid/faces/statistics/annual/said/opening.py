"""开头：工作的依据，一年的总数。"""

from legalaid.faces.statistics.annual.standing import standing

from .words import area, join, listed, sentence


def opening(f):
    return join(lead(f), cases(f), effect(f), asked(f), ever(f))


def lead(f):
    return standing(f, "lead", 年度=f["year"], 县=area(f), 县名=f["county"])


def cases(f):
    when = f"{f.until}，" if f.until else "全年"
    if not f.known("granted"):
        return f"{when}没有登记法律援助案件。"

    trend = f.change("granted", "granted_before")
    kinds = listed(
        f, ("刑事", "granted_criminal"), ("民事", "granted_civil"), ("行政", "granted_administrative")
    )  # fmt: skip
    return sentence(
        f"{when}收到法律援助申请{f['applications']}",
        f"给予法律援助{f['granted']}{f'，{trend}' if trend else ''}",
        f"其中{kinds}" if kinds else "",
    )


def effect(f):
    if not f.known("granted"):
        return ""
    served = f"受援{f['recipients']}" if f.value("recipients") else ""
    won = f"为受援人挽回损失或者取得利益{f['amount_won']}" if f.value("amount_won") else ""
    closed = f"办结案件{f['closed']}" if f.value("closed") else "尚无案件办结"
    return sentence(closed, served, won)


def asked(f):
    if not f.known("consultations"):
        return ""
    trend = f.change("consultations", "consultations_before")
    return f"提供法律咨询{f['consultations']}{f'，{trend}' if trend else ''}。"


def ever(f):
    total = f"有记录以来累计给予法律援助{f['granted_total']}" if f.value("granted_total") else ""
    money = f"向上争取法律援助专项经费{f['provincial']}" if f.known("provincial") else ""
    return sentence(total, money)
