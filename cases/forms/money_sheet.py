"""What each of a list asks for, was awarded and was paid, out of a spreadsheet: each row judged by what the steps ask, written by them."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone

from cases.domain.group_money import why_not_paid, why_not_won
from cases.queries.group import paid_by, people_of
from cases.workflow import CASE
from legalaid.platform.core import words
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import normal
from legalaid.platform.core.money import yuan
from legalaid.platform.office.cells import Unread, plain, read_day
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import CHANGED, FAULTY, SAME, Fault, Judged, lost_digits

from .joint_sheet import FIELDS
from .pasted import bare_amount

PLACE = Heading("place", "序号", example="2")
NAME = Heading(
    "name", "姓名", ("受援人", "工人姓名", "申请人", "名字"), needed=True, example="王大力"
)
NUMBER = Heading(
    "id_number",
    "证件号码",
    ("身份证号", "身份证号码", "身份证", "公民身份号码"),
    example="440524198801010011",
)
CLAIMED = Heading(
    "claimed",
    "请求金额（元）",
    ("请求金额", "拖欠工资", "拖欠金额", "欠薪金额", "请求"),
    example="9300.50",
)
WON = Heading(
    "won",
    "取得金额（元）",
    ("取得金额", "裁决金额", "判决金额", "调解金额", "支持金额"),
    example="9000.00",
)
PAID = Heading(
    "paid",
    "本次给付（元）",
    ("本次给付", "给付金额", "实付", "实发", "到账金额", "支付金额"),
    example="4000.00",
)
PAID_ON = Heading("paid_on", "给付日期", ("到账日期", "支付日期", "发放日期"), example="2026-05-20")
NOTE = Heading("note", "说明", ("给付方式", "备注"), example="执行款，法院转账")
WHY = Heading(
    "why", "补记的理由", needed=True, fill=True,
    offered=("归档后执行到账", "归档后对方自行履行", "归档前已经给付，漏登"),
)  # fmt: skip
SUMS = (CLAIMED, WON, PAID)
NOBODY = "名单中没有这个人"
NAMESAKES = "名单中有{count}人同名，请填写证件号码，或者用从本页下载的名单里的序号"
OTHER = "名单第{place}人是{name}，序号和姓名对不上"
OF_LEAD = "列在首位的人的请求写在案件的标的里，请在“更新案件情况”更正"
TWICE = "第{number}行已经写了这个人的另一个数"
UNSAID = "卷宗已经归档，请选择或者填写补记的理由"
NO_DAY = "写了本次给付的，请填写给付日期"


def headings_for(case, user):
    """What one asks for is part of the list, which is closed with the file; what is added after that says why."""
    listed = () if CASE.refusal(CASE.steps["list_joint"], case, user) else (CLAIMED,)
    late = (WHY,) if case.sealed else ()
    return (PLACE, NAME, NUMBER, *listed, WON, PAID, PAID_ON, NOTE, *late)


@dataclass
class Sums:
    """What a sheet comes to, for the steps to write. `paid`: {(day, note, reason): {key of a member: sum}}."""

    claimed: dict = field(default_factory=dict)
    won: dict = field(default_factory=dict)
    paid: dict = field(default_factory=dict)
    whys: set = field(default_factory=set)
    first: dict = field(default_factory=dict)  # {(column, key): (row, sum)}


def judge_sums(incoming, *, case, by, answers):
    """[Judged] of the rows; what they say is written by the steps, each once for all of them."""
    people = list(people_of(case))
    for one in people:
        one.case = case
    ledger = {key: list(rows) for key, rows in paid_by(people).items()}
    found, sums, judged = Found(people), Sums(), []
    for number, cells in incoming.rows:
        row = Judged(number, cells["name"])
        judged.append(row)
        member = found.by(row, cells)
        if member:
            _read(row, cells, member, ledger.setdefault(member.pk, []), sums, case, answers)
        row.outcome = FAULTY if row.faults else CHANGED if row.changes else SAME

    written = [row for row in judged if row.outcome == CHANGED]
    if written:
        _write(written, sums, case, by, incoming.name)
    return judged


class Found:
    """Which person of the list a line is of."""

    def __init__(self, people):
        self.people = people
        self.by_number = {one.who.id_number: one for one in people if one.who.id_number}
        self.by_name = {}
        for one in people:
            self.by_name.setdefault(one.who.name, []).append(one)

    def by(self, row, cells):
        """The member; None, and a Fault, where it is nobody or not certain who."""
        row.faults += lost_digits((NUMBER,), cells)
        number, name = normal(cells.get("id_number", "")), cells["name"]
        place = plain(cells.get("place", ""))
        if row.faults:
            return None
        if number:
            return self._sure(row, NUMBER, number, self.by_number.get(number), name)

        namesakes = self.by_name.get(name, [])
        if len(namesakes) == 1:
            return namesakes[0]
        if namesakes and place.isdecimal() and 1 <= int(place) <= len(self.people):
            return self._sure(row, PLACE, place, self.people[int(place) - 1], name)
        why = NAMESAKES.format(count=len(namesakes)) if namesakes else NOBODY
        row.faults.append(Fault(NAME.name, name, why))
        return None

    def _sure(self, row, heading, said, member, name):
        if member and member.who.name == name:
            return member
        place = self.people.index(member) + 1 if member else 0
        why = OTHER.format(place=place, name=member.who.name) if member else NOBODY
        row.faults.append(Fault(heading.name, said, why))
        return None


def _read(row, cells, member, ledger, sums, case, answers):
    """Adds to `sums` what the line says of this person, all of it or nothing. `ledger`: [(day, sum)] of what was paid, those of the lines
    before among it."""
    claimed, won, paid = (_amount(row, one, cells.get(one.key, "")) for one in SUMS)
    paid_on, stood = _day(row, cells.get("paid_on", ""), case), member.won
    claims = claimed is not None and claimed != member.claimed and _claims(row, member, claimed)
    awards = won is not None and won != stood and _awards(row, member, won, ledger)
    member.won = won if awards else stood
    pays = paid and _pays(row, member, paid, paid_on, ledger)
    for heading, amount in ((CLAIMED, claimed), (WON, won)):
        if amount is not None:
            _once(row, heading, member, amount, sums)

    why = (cells.get("why") or answers.get("all-why", "")).strip() if case.sealed else ""
    if case.sealed and row.changes and len(why) < 4:
        row.faults.append(Fault(WHY.name, why, UNSAID))
    if row.faults:
        member.won, row.changes = stood, []
        return

    sums.whys |= {why} - {""} if row.changes else set()
    if claims:
        sums.claimed[member.joint_id] = claimed
    if awards:
        sums.won[member.pk] = won
    if pays:
        ledger.append((paid_on, paid))
        sums.paid.setdefault((paid_on, cells.get("note", ""), why), {})[member.pk] = paid


def _claims(row, member, claimed):
    if member.leads:
        row.faults.append(Fault(CLAIMED.name, yuan(claimed), OF_LEAD))
        return False
    row.changes.append(f"请求{_from(member.claimed)}{yuan(claimed)}元")
    return True


def _awards(row, member, won, ledger):
    if said := why_not_won(member, won, ledger):
        row.faults.append(Fault(WON.name, yuan(won), said.rstrip("。")))
        return False
    row.changes.append(f"取得{_from(member.won)}{yuan(won)}元")
    return True


def _pays(row, member, paid, paid_on, ledger):
    if paid_on is None:
        if not any(fault.heading == PAID_ON.name for fault in row.faults):
            row.faults.append(Fault(PAID_ON.name, "", NO_DAY, PAID_ON.example))
        return False
    said = f"{words.day(paid_on)}给付{yuan(paid)}元"
    if (paid_on, paid) in ledger:
        row.notes.append(f"{said}此前已登记")
        return False
    if why := why_not_paid(member, paid, paid_on, ledger):
        row.faults.append(Fault(PAID.name, yuan(paid), why.rstrip("。")))
        return False
    row.changes.append(said)
    return True


def _once(row, heading, member, amount, sums):
    number, said = sums.first.setdefault((heading.key, member.pk), (row.number, amount))
    if said != amount:
        row.faults.append(Fault(heading.name, yuan(amount), TWICE.format(number=number)))


def _from(before):
    return "" if before is None else f"由{yuan(before)}元改为"


def _amount(row, heading, cell):
    text = bare_amount(plain(cell))
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or amount < 0:
        row.faults.append(Fault(heading.name, cell, "请填写数字", heading.example))
        return None
    if amount != round(amount, 2) or amount >= 10**12:
        row.faults.append(Fault(heading.name, cell, "最多两位小数、十二位整数", heading.example))
        return None
    return round(amount, 2)


def _day(row, cell, case):
    try:
        day = read_day(cell)
    except Unread as unread:
        row.faults.append(Fault(PAID_ON.name, cell, str(unread), PAID_ON.example))
        return None
    first, last = timezone.localdate(case.received_at), timezone.localdate()
    if day and not first <= day <= last:
        why = f"应在{words.day(first)}（收到申请）至{words.day(last)}（今天）之间"
        row.faults.append(Fault(PAID_ON.name, cell, why))
    return day


def _write(written, sums, case, by, name):
    """By the steps, or nothing of it."""
    whys = "；".join(sorted(sums.whys))
    reason = f"{whys}。按表格“{name[:80]}”登记".lstrip("。")
    try:
        with transaction.atomic():
            if sums.claimed:
                _list_anew(case, by, sums.claimed, reason)
            if sums.won:
                CASE.acts["set_won"](case, by=by, amounts=sums.won, reason=reason)
            for (day, note, why), amounts in sums.paid.items():
                facts = {"paid_on": day, "note": note[:120], "amounts": amounts}
                CASE.acts["pay_members"](case, by=by, reason=why, **facts)
    except DomainError as error:
        for row in written:
            row.faults = [Fault("—", "", error.sentence.rstrip("。"))]
            row.outcome = FAULTY


def _list_anew(case, by, claimed, reason):
    """The whole list as it stands, with what these ask for."""
    rows = [
        {name: getattr(row, name) for name in FIELDS}
        | {"pk": row.pk, "amount": claimed.get(row.pk, row.amount)}
        for row in case.joint_applicants.all()
    ]
    separable = not case.indivisible
    CASE.acts["list_joint"](case, by=by, rows=rows, separable=separable, reason=reason)
