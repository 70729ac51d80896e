from copy import copy

from legalaid.platform.office.cells import DAY_EXAMPLE
from legalaid.platform.office.incoming import Heading
from legalaid.platform.office.judged import Judged
from stations.domain import handler as acts
from stations.domain.staff import change
from stations.enums import HandlerKind
from stations.forms.handler import HandlerForm
from stations.queries.handler import firms_for, handlers_for

from .people import People, judge_person
from .staff import LOGINS, PHONES, PROFILE, YES_NO

SHOWN_STATIONS = 30


def headings(stations):
    names = tuple(stations.order_by("path").values_list("name", flat=True)[:SHOWN_STATIONS])
    return (
        Heading("name", "姓名", ("律师姓名", "承办人", "承办人姓名"), needed=True, example="李国强"),
        Heading("username", "登录名", LOGINS, example="liguoqiang"),
        Heading("station", "所属机构", ("登记机构", "法律援助机构", "所属法律援助机构"), needed=True, fill=True, example=names[0] if names else "", offered=names),
        Heading("firm", "承办机构", ("执业机构", "律师事务所", "律所", "所在律所", "所在机构", "工作单位"), needed=True, example="清和正平律师事务所"),
        Heading("kind", "类别", ("人员类别", "律师类别", "承办人类别"), needed=True, fill=True, example="社会律师", offered=tuple(HandlerKind.labels)),
        Heading("licence", "执业证号", ("执业证书号", "执业证号码", "律师执业证号", "证号"), example="11101201510123456"),
        Heading("licence_expires", "有效期至", ("执业证有效期至", "执业证有效期", "有效期"), example="2029-12-31"),
        Heading("public_post", "公职身份", ("有公职身份", "是否公职"), example="否", offered=YES_NO),
        Heading("practice_start", "开始执业", ("开始执业日期", "执业时间", "首次执业时间", "开始执业时间", "执业起始日期"), needed=True, example=DAY_EXAMPLE),
        Heading("criminal_start", "开始刑事辩护", ("开始刑事辩护日期",), example=DAY_EXAMPLE),
        Heading("specialities", "专长", ("业务专长", "擅长领域", "专业特长"), example="劳动、婚姻家庭"),
        Heading("languages", "语言", ("语种",), example=""),
        Heading("minors", "熟悉未成年人", ("熟悉未成年人身心特点",), example="否", offered=YES_NO),
        Heading("mobile", "手机", ("电话", *PHONES), example="13900001234"),
        *PROFILE,
    )  # fmt: skip


def judge(incoming, answers, *, by, stations):
    """[Judged]: as for staff; the firm must be registered first."""
    asked, people, firms = headings(stations), People(handlers_for(by)), firms_for(by)
    filled = {key[4:]: word for key, word in answers.items() if key.startswith("all-") and word}

    def form_of(handler, data):
        return HandlerForm(data, instance=copy(handler), stations=stations, firms=firms)

    def save(form):
        if form.instance.pk:
            return change(form.instance, by=by, account=form.account(), **form.facts())[0]
        return acts.engage(by=by, account=form.account(), invited=False, **form.facts())[0]

    judged = []
    for number, cells in incoming.rows:
        row = Judged(number, cells.get("name", ""))
        judge_person(row, filled | cells, asked, people, answers, form_of=form_of, save=save)
        judged.append(row)
    return judged
