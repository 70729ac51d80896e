"""The verbs of the audit log: what each may carry, which of it is personal, and the sentence the history prints."""

import re
import string
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from legalaid.platform.core.money import yuan
from legalaid.platform.core.registry import Registry
from legalaid.platform.core.words import day

DAY = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")
AMOUNT = re.compile(r"(?<![\d,.])\d+\.\d\d(?=元)")  # as older events wrote it into a text
VERBS, NOUNS, CODES = Registry(), Registry(), Registry()


@dataclass(frozen=True)
class Verb:
    key: str
    sentence: str
    data: tuple = ()
    personal: tuple = ()
    label: str = ""

    @property
    def name(self):
        """What the list of verbs calls it."""
        return self.label or self.sentence.split("：")[0].split("{")[0]


def verb(key, sentence, *, personal=(), data=(), label=""):
    VERBS[key] = Verb(key, sentence, tuple(data), tuple(personal), label)


def subject(workflow, noun):
    """What the log calls a subject of this procedure."""
    NOUNS[workflow] = noun


def codes(**tables):
    """Names tables {code: word}: a sentence with `{grade:grade}` prints the word where an event recorded the code."""
    for name, table in tables.items():
        CODES[name] = table


class _Facts(dict):
    def __init__(self, facts, hidden):
        super().__init__(facts)
        self.hidden = hidden

    def __missing__(self, key):
        return self.hidden.get(key, "")


class _Sentences(string.Formatter):
    """A date is printed as it is said in Chinese; `{total:yuan}` a sum with its thousands separated, and the sums within a text; events keep
    the plain figure. Any other word behind the colon names a table of codes."""

    def format_field(self, value, spec):
        if spec in CODES:
            return CODES[spec].get(value, str(value))
        if spec == "yuan":
            return _with_separators(str(value))
        return DAY.sub(_day, str(value)) if not spec else super().format_field(value, spec)


def _day(found):
    """As it is said; what looks like a day and is none stays as it is."""
    try:
        return day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _with_separators(text):
    try:
        return yuan(Decimal(text))
    except InvalidOperation:
        return AMOUNT.sub(lambda found: yuan(found[0]), text)


def sentence(event):
    """What happened, in words. Personal data that was shredded reads as empty."""
    return _said(event, {**event.data, **event.personal_data})


def outline(event):
    """The same without its personal part, for those who audit."""
    return _said(event, event.data, "…")


def _said(event, facts, elided=""):
    known = VERBS.get(event.verb)
    if known is None:
        return event.verb
    found = _Facts(facts, dict.fromkeys(known.personal, elided))
    said = _Sentences().vformat(known.sentence, (), found)
    return said.replace("。。", "。").rstrip("：、 ")  # what was typed may end its own sentence


verb("user.login", "登录")
verb("user.logout", "退出登录")
verb("user.login_failed", "登录失败：{username}", data=("username",))
verb("user.locked", "连续登录失败，账号锁定：{username}", data=("username",))
verb("user.shut_out", "试的账号太多，网络地址{source}暂停登录", data=("source",))
verb("user.unlocked", "解除锁定：{who}", data=("who",))
verb("user.password", "修改密码")
verb("user.created", "建立用户{username}（{role}）", data=("username", "role"))
verb("user.changed", "修改用户{username}：{fields}", data=("username", "fields"))
verb("user.invited", "邀请{username}设置密码，{until}前有效", data=("username", "until"))
verb("user.change_proposed", "申请变动{username}的账号：{what}", data=("username", "what"))
verb("user.change_confirmed", "确认变动{username}的账号：{what}", data=("username", "what"))
verb("user.change_refused", "不同意变动{username}的账号：{what}", data=("username", "what"))
verb("user.change_lapsed", "变动{username}的账号到期没有确认：{what}", data=("username", "what"))
verb("user.change_withdrawn", "撤回变动{username}账号的申请：{what}", data=("username", "what"))
verb(
    "user.changed_alone",
    "变动{username}的账号：{what}（没有能确认的第二人）",
    data=("username", "what"),
)
verb("user.acknowledged", "已知悉本人账号的变动")
verb("user.accepted", "{username}用邀请链接设置密码", data=("username",))
verb("user.totp", "{change}动态口令", data=("change",))
verb("record.reveal", "查看{field}：{reason}", data=("field", "right"), personal=("reason",))
verb("file.download", "下载材料：{title}", data=("title",))
verb("file.original", "下载材料原件：{title}", data=("title",))
verb("file.read", "查看材料：{title}", data=("title", "file"))
verb("file.upload", "上传材料：{title}", data=("title",))
verb("file.remove", "移除材料：{title}{why}", data=("title",), personal=("why",))
verb("file.altered", "文件与保存时不一致，未提供：{title}", data=("title", "file"))
verb("paper.download", "查阅文书：{title}", data=("title",))
verb("paper.masked", "查阅文书（隐去个人信息）：{title}", data=("title",))
verb("paper.issue", "打印{title}", data=("title",))
verb(
    "volume.seal",
    "封存卷宗：{title}，{pages}页，SHA-256 {sha256}",
    data=("title", "kind", "pages", "sha256", "manifest"),
    label="封存卷宗",
)
verb("volume.download", "下载卷宗：{title}", data=("title",))
verb("list.export", "导出案件表{count}行", data=("count", "query"))
verb("access.request", "申请查阅：{reason}", personal=("reason",))
verb("office.setting", "修改{what}：{change}", data=("what", "change"))
verb("job.again", "重新执行没有做成的任务：{what}", data=("what",), label="重新执行任务")
verb(
    "job.given_up",
    "放弃没有做成的任务：{what}，理由：{reason}",
    data=("what",),
    personal=("reason",),
    label="放弃任务",
)
verb("keys.rotate", "更换数据密钥，重新加密{count}项", data=("count",))
verb("audit.shred", "清除第{seq}条记录中的个人信息", data=("seq",))
