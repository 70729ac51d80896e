from copy import copy

from legalaid.platform.office.cells import DAY_EXAMPLE
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import Judged
from stations.domain import staff as acts
from stations.enums import Degree, Post
from stations.forms.staff import StaffForm
from stations.permissions import roles_to_give
from stations.queries.staff import staff_for

from .people import People, judge_person

PHONES = ("联系电话", "电话号码", "手机", "手机号", "手机号码", "联系方式")
YES_NO = ("是", "否")
PROFILE = (
    Heading("email", "电子邮箱", ("邮箱", "电子邮件"), example="wang@example.cn"),
    Heading("sex", "性别", example="女", offered=("男", "女")),
    Heading("degree", "学历", ("文化程度", "最高学历"), example="本科", offered=tuple(Degree.labels)),
    Heading("law_major", "法律专业", ("是否法律专业", "法学专业"), example="是", offered=YES_NO),
    Heading("qualified", "法律职业资格", ("有法律职业资格", "是否有法律职业资格", "法考"), example="否", offered=YES_NO),
    Heading("public", "列入公开名册", ("公开名册",), example="否", offered=YES_NO),
    Heading("public_text", "名册介绍", ("介绍", "简介"), example=""),
)  # fmt: skip
LOGINS = ("账号", "帐号", "用户名", "登录账号")


def headings(by):
    roles = tuple(role.label for role in roles_to_give(by))
    return (
        Heading("name", "姓名", ("人员姓名", "工作人员"), needed=True, example="王芳"),
        Heading("username", "登录名", LOGINS, example="wangfang"),
        Heading("role", "岗位", ("系统岗位", "角色"), needed=True, fill=True, example="工作站人员", offered=roles),
        Heading("station", "站点", ("所在站点", "所属站点", "工作站", "所在工作站", "所在单位", "单位"), needed=True, example="城关镇法律援助工作站"),
        Heading("title", "职务", ("岗位职务", "职务名称"), example="联络员"),
        Heading("post", "用工性质", ("编制", "人员性质", "用工形式"), needed=True, fill=True, example="聘用", offered=tuple(Post.labels)),
        Heading("full_time", "专职", ("专/兼职", "专兼职", "是否专职"), example="是", offered=YES_NO),
        Heading("joined_on", "到岗日期", ("上岗时间", "到岗时间", "上岗日期", "入职时间", "参加工作时间"), example=DAY_EXAMPLE),
        Heading("phone", "电话", PHONES, example="13900001234"),
        *PROFILE,
    )  # fmt: skip


def judge(incoming, answers, *, by, stations):
    """[Judged]: somebody new gets an account that waits for its invitation; a post already held is left alone."""
    asked, people, roles = headings(by), People(staff_for(by)), roles_to_give(by)
    filled = {key[4:]: word for key, word in answers.items() if key.startswith("all-") and word}

    def form_of(staff, data):
        return StaffForm(data, instance=copy(staff), stations=stations, roles=roles)

    def save(form):
        if form.instance.pk:
            return acts.change(form.instance, by=by, account=form.account(), **form.facts())[0]
        return acts.engage(by=by, account=form.account(), invited=False, **form.facts())[0]

    judged = []
    for number, cells in incoming.rows:
        row = Judged(number, cells.get("name", ""))
        judge_person(row, filled | cells, asked, people, answers, form_of=form_of, save=save)
        judged.append(row)
    return judged
