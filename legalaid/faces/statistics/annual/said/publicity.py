"""（四）普法规划、法律七进、媒介。"""

from legalaid.faces.statistics.annual.standing import standing

from .words import join, sentence


def publicity(f):
    return join(plan(f), events(f), media(f))


def plan(f):
    return standing(f, "publicity", 规划=f["law_plan"])


def events(f):
    """Nothing is said of a year of which no activity was registered; that is a problem, and stands there."""
    if not f.known("outreach_events"):
        return ""
    into = "、".join(f"进{place}" for place in f.value("outreach_places", ()))
    places = f"结合法律{into}等“法律七进”活动，" if into else ""
    given = f"发放宣传材料{f['outreach_materials']}" if f.value("outreach_materials") else ""
    asked = (
        f"现场解答咨询{f['outreach_consultations']}" if f.value("outreach_consultations") else ""
    )
    columns = f"制作宣传专栏{f['outreach_columns']}" if f.value("outreach_columns") else ""
    reached = f"覆盖群众{f['outreach_people']}" if f.value("outreach_people") else ""
    return sentence(
        f"{places}开展法律援助宣传活动{f['outreach_events']}", reached, given, asked, columns
    )


def media(f):
    if not f.known("outreach_media"):
        return ""
    return f"利用{f['outreach_media']}，将法律援助的基本内容、受案范围、受理条件、申请程序和联系方式公之于众。"
