"""A sheet of many notices, as an organ sends it or the window types it: each row is judged by the rules of a single notice."""

import re
from datetime import timedelta
from difflib import get_close_matches

from django.utils import timezone

from cases.domain.notice import case_of, faults_of
from cases.enums import Notified, Organ
from cases.forms.fields import NAME, NAME_MESSAGE
from cases.forms.intake import crowds_of
from cases.law import grounds
from cases.law.notices import ACCUSED, RESPONDENT, SUSPECT, TRIAL, in_one_spelling
from cases.models import Cause
from cases.queries.notice import registered, under_way
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.identifiers import IdKind, read_id
from legalaid.platform.core.names import name_key
from legalaid.platform.core.phones import read_phone
from legalaid.platform.core.words import day as in_words
from legalaid.platform.office.cells import (
    DAY_EXAMPLE,
    MOMENT_EXAMPLE,
    Unread,
    plain,
    read_day,
    read_moment,
)
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import ASKED, FAULTY, LEFT, SAME, Fault, Judged, lost_digits

MOST = 5000  # rows
RECENT = 10  # days one may choose of, where the sheet does not say when it came
SEXES = {"男": "M", "女": "F", "男性": "M", "女性": "F"}
STAGES = {
    "侦查": "侦查", "侦察": "侦查", "审查起诉": "审查起诉", "起诉": "审查起诉", "审判": "一审", "一审": "一审", "第一审": "一审",
    "二审": "二审", "第二审": "二审", "再审": "审判监督", "审判监督": "审判监督", "死刑复核": "死刑复核",
}  # fmt: skip
SITUATIONS = {
    "未成年人": "minor", "未成年": "minor", "视力、听力、言语残疾人": "sensory", "盲聋哑人": "sensory", "盲、聋、哑人": "sensory", "残疾人": "sensory",
    "不能完全辨认自己行为的成年人": "capacity", "限制行为能力人": "capacity", "尚未完全丧失辨认或者控制自己行为能力的精神病人": "capacity",
    "可能被判处无期徒刑、死刑的人": "life_or_death", "可能判处无期徒刑、死刑": "life_or_death", "无期徒刑、死刑": "life_or_death",
    "申请法律援助的死刑复核案件被告人": "death_review", "死刑复核": "death_review", "缺席审判案件的被告人": "absentia", "缺席审判": "absentia",
    "法律法规规定的其他人员": "other_25", "其他": "other_25", "适用普通程序审理的案件被告人": "ordinary", "普通程序": "ordinary",
    "审查起诉阶段没有辩护人的其他犯罪嫌疑人": "prosecution", "审查起诉全覆盖": "prosecution", "审查起诉阶段全覆盖": "prosecution", "全覆盖": "prosecution",
    "强制医疗案件被申请人、被告人": "commitment", "强制医疗": "commitment",
}  # fmt: skip
OFFERED = ("未成年人", "视力、听力、言语残疾人", "不能完全辨认自己行为的成年人", "可能判处无期徒刑、死刑", "死刑复核", "缺席审判", "其他", "普通程序",
           "审查起诉全覆盖", "强制医疗")  # fmt: skip
LONGEST = {
    "organ": 80, "number": 60, "contact": 60, "held_at": 80, "address": 120, "co_accused": 200, "hearing_place": 80, "facts": 2000,
}  # fmt: skip
KEEP, LEAVE = "keep", "leave"
OPTIONS = [(KEEP, "另一份通知，照样登记"), (LEAVE, "同一件事，不登记")]


def headings(today):
    """The columns; where none says when the notices came, one of the last days may do for all."""
    recent = tuple((today - timedelta(days=back)).isoformat() for back in range(RECENT))

    return (
        Heading("organ", "通知机关", ("办案机关", "机关名称", "通知单位", "办案单位", "单位"), needed=True, example="清和县人民检察院"),
        Heading("number", "通知书文号", ("文号", "通知书编号", "通知书号", "通知辩护文号", "文书号"), needed=True, example="清检援通〔2026〕12号"),
        Heading("dated_on", "通知书日期", ("通知日期", "发文日期", "落款日期", "日期"), needed=True, example=DAY_EXAMPLE),
        Heading("received_on", "收到日期", ("收文日期", "接收日期"), needed=True, fill=True, example=DAY_EXAMPLE, offered=recent),
        Heading("found_on", "发现情形日期", ("发现日期",), example=DAY_EXAMPLE),
        Heading("name", "姓名", ("犯罪嫌疑人姓名", "被告人姓名", "嫌疑人姓名", "犯罪嫌疑人、被告人", "当事人", "当事人姓名"), needed=True, example="赵小军"),
        Heading("id_number", "证件号码", ("身份证号码", "身份证号", "公民身份号码", "身份证", "证件号"), example="11010519491231002X"),
        Heading("sex", "性别", example="女", offered=("男", "女")),
        Heading("birth", "出生日期", ("出生年月日", "生日"), example="1949-12-31"),
        Heading("address", "住所地", ("住址", "地址", "户籍地"), example="清和县城关镇东街1号"),
        Heading("applicant_role", "诉讼地位", ("身份",), example=SUSPECT, offered=(SUSPECT, ACCUSED, RESPONDENT)),
        Heading("co_accused", "同案人", ("同案犯罪嫌疑人、被告人", "同案犯"), example="王强、李明"),
        Heading("cause", "涉嫌罪名", ("罪名", "案由", "涉嫌的罪名"), needed=True, example="盗窃罪"),
        Heading("stage", "所处阶段", ("诉讼阶段", "阶段", "办案阶段"), needed=True, example="审查起诉", offered=tuple(dict.fromkeys(STAGES.values()))),
        Heading("notified", "通知情形", ("情形", "通知原因", "指派情形", "通知事由"), needed=True, example="审查起诉全覆盖", offered=OFFERED),
        Heading("held_at", "羁押场所", ("羁押地点", "羁押地", "在押场所"), example="清和县看守所"),
        Heading("hearing_at", "开庭时间", example=MOMENT_EXAMPLE),
        Heading("hearing_place", "开庭地点", ("法庭",), example="第三法庭"),
        Heading("contact", "机关联系人", ("联系人", "承办人", "办案人", "承办检察官", "承办法官"), example="刘检察官"),
        Heading("phone", "机关联系电话", ("联系电话", "联系方式", "电话", "办案人电话"), example="0999-7612345"),
        Heading("facts", "案情摘要", ("案情", "简要案情", "基本案情")),
    )  # fmt: skip


def judge_notices(incoming, answers, *, columns, station, at):
    """[Judged] of the rows, nothing written: each that can be has in `facts` what `notify_many` takes.

    One paper names a person once: the same line again is passed over, another one with the same number and name is a fault. Who has
    another notice of the same charge and stage already, here or in the register, is asked about.
    """
    reading = Reading(columns, incoming, answers, station, at)
    rows = [reading.judge(number, cells) for number, cells in incoming.rows]

    good = [row for row in rows if not row.faults]
    _doubles_within(good, dict(incoming.rows))
    good = [row for row in good if not row.faults and row.outcome != SAME]
    _known(good)
    _asked([row for row in good if not row.faults and row.outcome != SAME], answers)
    for row in rows:
        row.outcome = FAULTY if row.faults else row.outcome
    return rows


class Reading:
    """What is alike for all rows of a sheet: its columns, the charges there are, the day."""

    def __init__(self, columns, incoming, answers, station, at):
        self.columns, self.station, self.at = columns, station, at
        self.names = {one.key: one for one in columns}
        self.for_all = (
            "" if "received_on" in incoming.columns else answers.get("all-received_on", "")
        )
        self.causes, self.near = {}, {}
        for cause in Cause.objects.filter(kind="criminal", level__gt=0).order_by("-level"):
            self.causes[plain(cause.name)] = cause

    def judge(self, number, cells):
        row = Judged(number, f"{cells.get('name', '')} {cells.get('number', '')}".strip())
        cells = dict.fromkeys(self.names, "") | cells
        cells["received_on"] = cells["received_on"] or self.for_all
        row.faults += lost_digits(self.columns, cells)
        self._missing(row, cells)

        person, notice = self._person(row, cells), self._notice(row, cells)
        fields = self._fields(row, cells)
        if not row.faults:
            self._together(row, cells, fields, person, notice)
        return row

    def wrong(self, row, key, value, reason, example=""):
        """One fault a cell: what is said first."""
        name = self.names[key].name
        if name not in {fault.heading for fault in row.faults}:
            row.faults.append(Fault(name, value, reason.rstrip("。"), example))

    def _missing(self, row, cells):
        for one in self.columns:
            text, longest = cells[one.key], LONGEST.get(one.key)
            if one.needed and not text:
                self.wrong(row, one.key, "", "必须填写", one.example)
            elif longest and len(text) > longest:
                self.wrong(row, one.key, f"{text[:20]}…", f"超过{longest}个字")

    def _day(self, row, cells, key):
        try:
            return read_day(cells[key])
        except Unread as error:
            self.wrong(row, key, cells[key], error.reason, error.example)
            return None

    def _person(self, row, cells):
        if cells["name"] and not re.match(NAME, cells["name"]):
            self.wrong(row, "name", cells["name"], NAME_MESSAGE)

        number, kind = cells["id_number"], kind_of(cells["id_number"])
        person = {
            "name": cells["name"],
            "id_kind": kind,
            "id_number": "",
            "sex": SEXES.get(plain(cells["sex"]), ""),
            "birth": self._day(row, cells, "birth"),
            "address": cells["address"],
        }
        if cells["sex"] and not person["sex"]:
            self.wrong(row, "sex", cells["sex"], "不是可填的值", "男、女")
        try:
            identity = read_id(kind, number)
        except DomainError as error:
            self.wrong(row, "id_number", number, error.sentence)
            return person

        self._agree(row, cells, person, identity)
        person["id_number"] = identity.number
        person["sex"] = identity.sex or person["sex"]
        person["birth"] = identity.birth or person["birth"]
        if person["birth"] and person["birth"] > timezone.localdate(self.at):
            self.wrong(row, "birth", cells["birth"], "晚于今天")
        return person

    def _agree(self, row, cells, person, identity):
        """What the number says of its holder is not what the cells say."""
        if identity.birth and person["birth"] and identity.birth != person["birth"]:
            told = f"与证件号码中的{identity.birth.isoformat()}不一致"
            self.wrong(row, "birth", cells["birth"], told)
        if identity.sex and person["sex"] and identity.sex != person["sex"]:
            self.wrong(row, "sex", cells["sex"], "与证件号码不一致")

    def _notice(self, row, cells):
        phone = read_phone(cells["phone"])
        if phone.doubtful:
            row.notes.append(f"机关联系电话“{phone.text}”存疑，照原样保留")
        return {
            "organ_kind": organ_of(cells["organ"]),
            "number": in_one_spelling(cells["number"]),
            "dated_on": self._day(row, cells, "dated_on"),
            "received_on": self._day(row, cells, "received_on"),
            "found_on": self._day(row, cells, "found_on"),
            "contact": cells["contact"],
            "phone": phone.text,
            "held_at": cells["held_at"],
            "hearing_at": self._hearing(row, cells),
            "hearing_place": cells["hearing_place"],
        }

    def _hearing(self, row, cells):
        if not cells["hearing_at"]:
            return None
        try:
            return timezone.make_aware(read_moment(cells["hearing_at"]))
        except Unread as error:
            self.wrong(row, "hearing_at", cells["hearing_at"], error.reason, error.example)
            return None

    def _fields(self, row, cells):
        stage = self._word(row, cells, "stage", STAGES, bare=r"(?:阶段|程序)$")
        notified = self._word(row, cells, "notified", SITUATIONS, bare=r"\(.*?\)|（.*?）")
        return {
            "station": self.station,
            "organ": cells["organ"],
            "cause": self._cause(row, cells["cause"]),
            "stage": stage,
            "notified": notified,
            "applicant_role": self._role(row, cells["applicant_role"], stage, notified),
            "co_accused": cells["co_accused"],
            "facts": cells["facts"],
        }

    def _word(self, row, cells, key, words, bare):
        text = plain(cells[key])
        if not text:
            return ""
        said = words.get(text) or words.get(re.sub(bare, "", text))
        if not said:
            self.wrong(row, key, cells[key], "不是可填的值", "、".join(self.names[key].offered))
        return said or ""

    def _cause(self, row, text):
        name = plain(text)
        cause = self.causes.get(name) or self.causes.get(f"{name}罪")
        if cause is None and text:
            if name not in self.near:
                self.near[name] = get_close_matches(name, self.causes, 1, 0.6)
            self.wrong(row, "cause", text, "没有这个罪名", "".join(self.near[name]))
        return cause

    def _role(self, row, text, stage, notified):
        """Follows from the stage where nothing is written, but for commitment, of which two may be meant."""
        said = plain(text)
        if said in (SUSPECT, ACCUSED, RESPONDENT):
            return said
        if said:
            self.wrong(
                row, "applicant_role", text, "不是可填的值", f"{SUSPECT}、{ACCUSED}、{RESPONDENT}"
            )
        elif notified == Notified.COMMITMENT:
            self.wrong(
                row, "applicant_role", "", "强制医疗案件必须填写", f"{RESPONDENT}、{ACCUSED}"
            )
        return ACCUSED if stage in TRIAL else SUSPECT

    def _together(self, row, cells, fields, person, notice):
        """By the rules of a single notice."""
        ticked = [
            *(["blind_deaf_mute"] if fields["notified"] == Notified.SENSORY else []),
            *(["minor"] if fields["notified"] == Notified.MINOR and not person["birth"] else []),
        ]
        fields["crowds"] = crowds_of(ticked, person["sex"], person["birth"], notice["received_on"])
        for error in faults_of(case_of(fields, None), notice, person, self.at):
            self.wrong(row, error.field, cells[error.field], error.sentence)
        row.facts = {"fields": fields, "person": person, "notice": notice}
        row.changes = _seen(fields, notice)


def _seen(fields, notice):
    """What was read, to be looked at before it is registered."""
    situation = grounds.text_of(grounds.NOTIFIED, fields["notified"])
    return [
        fields["organ"],
        f"{in_words(notice['received_on'])}收到",
        str(fields["cause"]),
        fields["stage"],
        situation,
    ]


def kind_of(number):
    """Which document a number is of; the sheet does not say."""
    text = plain(number).upper()
    if not text:
        return IdKind.NONE
    if re.fullmatch(r"8[123]\d{15}[\dX]", text):
        return IdKind.HMT
    if re.fullmatch(r"9\d{16}[\dX]", text):
        return IdKind.FOREIGNER
    return IdKind.PASSPORT if re.match(r"[A-Z]", text) else IdKind.RESIDENT


def organ_of(name):
    if "法院" in name:
        return Organ.COURT
    return Organ.PROCURATORATE if "检察" in name else Organ.POLICE


def _paper(row):
    fields, notice = row.facts["fields"], row.facts["notice"]
    return fields["organ"], notice["number"], row.facts["person"]


def _doubles_within(rows, cells_of):
    """The same number and person twice in the sheet."""
    met = {}
    for row in rows:
        organ, number, person = _paper(row)
        key = (organ, number, name_key(person["name"]))
        first = met.setdefault((*key, person["id_number"]), row)
        if first is row:
            continue
        if cells_of[row.number] == cells_of[first.number]:
            row.outcome, row.notes = SAME, [f"与第{first.number}行相同"]
        else:
            told = f"与第{first.number}行的文号和姓名相同，内容不同"
            row.faults.append(Fault("通知书文号", number, told))


def _known(rows):
    """Registered before: the same is passed over, what says otherwise is put right on its case."""
    there = registered([_paper(row) for row in rows])
    for place, case in there.items():
        row, fields = rows[place], rows[place].facts["fields"]
        names = ("cause", "stage", "notified")
        if all(getattr(case, name) == fields[name] for name in names):
            row.outcome, row.notes = SAME, [f"已登记（{case.number}）"]
            continue
        told = f"已登记为{case.number}，罪名、阶段或者情形不同，请在该案办理“更正通知登记”"
        row.faults.append(Fault("通知书文号", rows[place].facts["notice"]["number"], told))


def _asked(rows, answers):
    """Whoever has another notice of the same charge and stage that is not over."""
    open_ones, met = under_way([row.facts for row in rows]), {}
    for place, row in enumerate(rows):
        fields, person = row.facts["fields"], row.facts["person"]
        key = (person["id_number"], fields["cause"].pk, fields["stage"])
        first = met.setdefault(key, row) if person["id_number"] else row
        like = open_ones.get(place) or (f"第{first.number}行的同一人" if first is not row else "")
        if not like:
            continue

        row.like, row.options = like, OPTIONS
        row.answer = answers.get(f"row-{row.number}", "")
        row.outcome = {KEEP: row.outcome, LEAVE: LEFT}.get(row.answer, ASKED)
