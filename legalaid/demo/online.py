"""Applications the demo county's people send in by the network: some wait to be registered, some were told where to go, some are half filled in."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from cases.models import Cause
from legalaid.faces.portal.apply.domain import draft as acts
from legalaid.faces.portal.apply.domain.sending import send
from legalaid.faces.portal.apply.domain.submission import refer_on, set_aside
from legalaid.faces.portal.apply.steps import QUESTIONS, open_pages
from legalaid.platform.accounts.models import User
from stations.enums import StationKind
from stations.models import Station

from . import people

PAGES = tuple(QUESTIONS)
PLEDGE = dict.fromkeys(("told", "honest", "checked", "consent", "committed"), ["on"])
# cause, the people's words, categories, the other side, the account, the sum, how long ago in hours, what became of it
STORIES = (
    ("追索劳动报酬纠纷", "工地不给工钱", ["migrant_worker"], "清和县鸿运建筑劳务公司",
     "今年三月到九月在县城安置房工地做木工，还欠工资一万八千六百元，多次要都说等甲方结算。希望要回工资。", "18600", 9, ""),
    ("赡养费纠纷", "儿子不养老", ["elderly"], "",
     "两个儿子都在外地，两年没有给过生活费，看病的钱也不出。希望每月有固定的生活费，看病的钱由儿子分担。", "", 31, ""),
    ("机动车交通事故责任纠纷", "被车撞了", [], "",
     "上个月骑电动车被货车撞倒，住院二十三天，交警认定对方全责，保险公司只肯赔一半。", "56000", 60, "elsewhere"),
    ("离婚纠纷", "想离婚", ["woman"], "",
     "丈夫多次动手，我已经带孩子住到娘家。想离婚，孩子跟我。", "", 2, ""),
    ("追索劳动报酬纠纷", "工地不给工钱", ["migrant_worker"], "清和县鸿运建筑劳务公司",
     "同上一份，刚才网络不好，不知道提交上没有，再交一次。", "18600", 8, "twice"),
)  # fmt: skip
HALF = (
    ("劳动争议", "公司不签合同", 2, 3),
    ("", "村里征地", 26, 1),
)  # cause, words, how many days ago, pages filled in


def fill(rng):
    now = timezone.now()
    centre = Station.objects.get(parent=None)
    town = Station.objects.filter(kind=StationKind.TOWNSHIP).order_by("pk").first()
    clerk = User.objects.get(username="chuangkou")
    first = None

    for number, (cause, words, crowds, other, facts, amount, hours, became) in enumerate(STORIES):
        who = first if became == "twice" else _person(rng, now, crowds)
        first = first or who
        place = town if number == 1 else centre
        said = (
            _about(cause, words, place) | _matter(facts, amount, other) | who | {"crowds": crowds}
        )
        row = _send(said, now - timedelta(hours=hours))
        if became == "elsewhere":
            reason = "事故发生在邻水县，对方住所也在邻水县，由那里的法律援助机构受理。"
            refer_on(row, by=clerk, destination="邻水县法律援助中心", reason=reason, at=now)
        elif became == "twice":
            set_aside(row, by=clerk, why="twice", reason="与前一份内容相同，按前一份办理。", at=now)

    for cause, words, days, count in HALF:
        at = now - timedelta(days=days)
        draft, _ = acts.begin(seen_by="alone", at=at)
        _save(draft, _about(cause, words, centre), PAGES[:count], at)


def _about(cause, words, place):
    row = Cause.objects.filter(name=cause).first() if cause else None
    return {
        "safe": ["usual"],
        "station": [str(place.pk)],
        "wish": [words],
        "cause": [str(row.pk if row else 0)],
    }


def _matter(facts, amount, other):
    return {
        "stage": ["尚未进入法律程序"],
        "facts": [facts],
        "amount": [amount],
        "opponent_name": [other],
        "opponent_id_number": [""],
        "applicant_count": ["1"],
        "own_income": ["1800"],
        "savings": ["2000"],
        "helper": ["nobody"],
    }


def _person(rng, now, crowds):
    low, high = (62, 80) if "elderly" in crowds else (22, 55)
    female = True if "woman" in crowds else None
    found = people.person(rng, timezone.localdate(now), low=low, high=high, female=female)
    names = ("name", "id_kind", "id_number", "phone", "household_address", "address")
    return {name: [str(found[name])] for name in names} | {"who": ["self"]}


def _send(said, at):
    draft, _ = acts.begin(seen_by="alone", at=at)
    _save(draft, said | PLEDGE, PAGES, at)
    for slot, title in (("identity", "身份证明"), ("case_evidence", "与申请事项有关的其他材料")):
        upload = SimpleUploadedFile(f"{title}.jpg", _photo(), content_type="image/jpeg")
        acts.add_file(draft, upload, slot=slot, title=title, at=at)
    return send(draft, unanswered=open_pages, at=at)


def _save(draft, said, pages, at):
    for page in pages:
        acts.save_page(draft, page, said, seen=draft.version, at=at)


def _photo():
    """A sheet of paper on a table, as a phone would take it."""
    sheet = Image.new("RGB", (900, 1200), "#8a7a66")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((60, 80, 840, 1120), fill="#f6f3ea", outline="#d9d2c0")
    for line in range(18):
        width = 640 if line % 5 else 380
        pen.rectangle((120, 190 + line * 48, 120 + width, 200 + line * 48), fill="#b8b2a4")
    out = BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return out.getvalue()
