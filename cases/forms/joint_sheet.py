"""The list of those who apply together out of a spreadsheet: each row judged by the form and the step that a typed one goes through."""

from copy import copy

from cases.domain.joint import MOST
from cases.models import JointApplicant
from cases.queries.group import met_elsewhere
from cases.workflow import CASE
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import normal
from legalaid.platform.core.money import yuan
from legalaid.platform.core.text import mask_id, mask_phone
from legalaid.platform.office.cells import plain
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import (
    CHANGED,
    FAULTY,
    NEW,
    SAME,
    WRITTEN,
    Fault,
    Judged,
    lost_digits,
)

from .joint import SAME as REPEATED
from .joint import JointRow
from .pasted import bare_amount

JOINT = (
    Heading("name", "姓名", ("申请人", "申请人姓名", "工人姓名", "名字", "受援人"), needed=True, example="王大力"),
    Heading("id_number", "证件号码", ("身份证号", "身份证号码", "身份证", "证件号", "公民身份号码"), example="440524198801010011"),
    Heading("crowds", "人员类别", ("类别", "身份类别"), example="农民工"),
    Heading("amount", "请求金额（元）", ("请求金额", "金额", "拖欠工资", "拖欠金额", "欠薪金额", "工资", "请求"), example="9300.50"),
    Heading("phone", "联系电话", ("电话", "手机", "手机号", "手机号码", "联系方式"), example="13900001234"),
)  # fmt: skip
CLAIMS = Heading(
    "separable",
    "各人的请求",
    needed=True,
    fill=True,
    offered=("可分，按人数计件", "不可分，作一件"),
)
SEPARABLE = {"可分": True, "不可分": False}
SUMS = ("合计", "总计", "小计", "共计")
OWN = "是申请人本人，不列入名单"
NAMESAKE = "与申请人同名，看不出是不是本人，请填写证件号码"
FULL = f"一份名单最多{MOST}人，再多的请分案登记"
NAMES = {one.key: one.name for one in JOINT}
FIELDS = ("name", "id_kind", "id_number", "sex", "birth", "crowds", "amount", "phone")


def headings_for(case):
    """Whether the claims can be told apart is asked where nobody said so yet."""
    return JOINT if case.applicant_count > 1 else (*JOINT, CLAIMS)


def judge_joint(incoming, *, case, by, answers):
    """[Judged] of the rows; those that can be are put on the list by the step, all at once. `case` stays as it was read: what is judged may
    be rolled back, and the page goes on asking by it. While the claims are not told apart the rows are only read."""
    on_file = list(case.joint_applicants.all())
    free, first = {row.pk: row for row in on_file}, {}
    judged, facts = [], {}
    for number, cells in incoming.rows:
        row = Judged(number, cells["name"])
        judged.append(row)
        if plain(cells["name"]) in SUMS:
            row.outcome, row.notes = SAME, ["合计行，不列入名单"]
            continue
        said = _read(row, cells, case, free, first)
        if said:
            facts[number] = said

    _warn(judged, facts, case)
    written = [row for row in judged if row.outcome in WRITTEN]
    separable = _separable(case, answers, incoming.rows)
    asked = CLAIMS.key in incoming.columns or answers.get(f"all-{CLAIMS.key}")
    if written and separable is None and asked:
        _fault(written, CLAIMS.name, "请选择各人的请求是否可分")
    elif written and separable is not None:
        kept = [_as_facts(row) for row in free.values()]
        rows = [
            *kept,
            *(
                facts[row.number]
                for row in judged
                if row.outcome in (*WRITTEN, SAME) and row.number in facts
            ),
        ]
        _write(written, rows, case, by, separable, incoming.name)
    return judged


def _read(row, cells, case, free, first):
    """JointApplicant field values of one line; None where it is none of the list, or cannot be taken."""
    cells = {key: cells.get(key, "") for key in NAMES}
    row.faults += lost_digits(JOINT, cells)
    told = _on_file(cells, free)
    form = JointRow(
        {
            f"joint_{key}": value
            for key, value in (cells | {"amount": bare_amount(cells["amount"])}).items()
        }
    )
    form.on_file = told
    if not form.is_valid():
        row.faults += [
            Fault(NAMES.get(name, "—"), cells.get(name, ""), said.rstrip("。"))
            for name, sentences in form.errors.items()
            for said in sentences
            if not any(fault.heading == NAMES.get(name) for fault in row.faults)
        ]
    if row.faults:
        row.outcome = FAULTY
        return None

    said = form.facts()
    if told and said["crowds"] is None:
        said["crowds"] = told.crowds
    if told and said["amount"] is None:
        said["amount"] = told.amount
    return _placed(row, said, told, case, free, first)


def _placed(row, said, told, case, free, first):
    """Whether the line is the applicant, somebody met above, on file already, or new."""
    own = case.applicant
    if said["id_number"] and said["id_number"] == own.id_number:
        row.outcome, row.notes = SAME, [OWN]
        return None
    if not said["id_number"] and not told and said["name"] == own.name:
        row.faults, row.outcome = [Fault("证件号码", "", NAMESAKE)], FAULTY
        return None
    if said["id_number"] in first:
        why = REPEATED.format(number=first[said["id_number"]]).rstrip("。")
        row.faults, row.outcome = [Fault("证件号码", said["id_number"], why)], FAULTY
        return None
    if said["id_number"]:
        first[said["id_number"]] = row.number

    row.outcome = _outcome(said, told)
    row.changes = _told(said)
    if told:
        del free[told.pk]
    return said


def _outcome(said, told):
    if told is None:
        return NEW
    return SAME if said == _as_facts(told) else CHANGED


def _on_file(cells, free):
    """The row on file a line is of: by its number, or by a name that only one has and whose number one of the two leaves open."""
    number = normal(cells["id_number"])
    by_number = [row for row in free.values() if number and row.id_number == number]
    by_name = [row for row in free.values() if row.name == cells["name"]]
    alike = [row for row in by_name if not (number and row.id_number)]
    found = by_number or (alike if len(by_name) == 1 else [])
    return found[0] if found else None


def _as_facts(row):
    return {name: getattr(row, name) for name in FIELDS} | {"pk": row.pk}


def _told(said):
    """What was read of a line, to be looked at before it is written."""
    amount = "" if said["amount"] is None else f"{yuan(said['amount'])}元"
    crowds = JointApplicant(crowds=said["crowds"]).crowd_words
    parts = (mask_id(said["id_number"]), crowds, amount, mask_phone(said["phone"]))
    return [part for part in parts if part]


def _separable(case, answers, rows):
    if case.applicant_count > 1:
        return not case.indivisible
    said = answers.get("all-separable") or next(
        (cells.get("separable", "") for _, cells in rows), ""
    )
    return SEPARABLE.get(said.strip().partition("，")[0])


def _warn(judged, facts, case):
    """Who stands in another open case of the same cause may apply twice for one matter."""
    by_blind = {}
    for number, said in facts.items():
        if said["id_number"]:
            by_blind[blind(said["id_number"], "person.id_number")] = number
    met = {}
    for mark, where in met_elsewhere(case, list(by_blind)):
        met.setdefault(by_blind[mark], []).append(where)
    for row in judged:
        if row.number in met:
            row.notes.append(
                f"也在同一案由的未结案件{'、'.join(met[row.number])}中，请核对是否重复申请"
            )


def _write(written, rows, case, by, separable, name):
    if len(rows) > MOST:
        _fault(written, "—", FULL)
        return
    try:
        reason = f"按名单表格“{name[:80]}”登记"
        CASE.acts["list_joint"](copy(case), by=by, rows=rows, separable=separable, reason=reason)
    except DomainError as error:
        _fault(written, "—", error.sentence.rstrip("。"))


def _fault(rows, heading, why):
    for row in rows:
        row.faults, row.outcome = [Fault(heading, "", why)], FAULTY
