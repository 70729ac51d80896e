from legalaid.platform.accounts.names import login_name
from stations.domain import handler as acts
from stations.domain.staff import change
from stations.forms.handler import HandlerForm
from stations.queries.handler import firms_for, handlers_for

from .rows import import_rows

COLUMNS = {
    "姓名": "name", "登录名": "username", "所属机构": "station", "承办机构": "firm", "类别": "kind", "执业证号": "licence",
    "有效期至": "licence_expires", "公职身份": "public_post", "开始执业": "practice_start", "开始刑事辩护": "criminal_start",
    "专长": "specialities", "语言": "languages", "熟悉未成年人": "minors", "手机": "mobile", "电子邮箱": "email", "性别": "sex",
    "学历": "degree", "法律专业": "law_major", "法律职业资格": "qualified", "列入公开名册": "public", "名册介绍": "public_text",
}  # fmt: skip
REQUIRED = ("姓名", "登录名", "所属机构", "承办机构", "类别", "开始执业")


def import_handlers(upload, *, by, stations):
    """As for staff; the firm must be registered first."""
    by_username = {row.user.username: row for row in handlers_for(by)}
    firms = firms_for(by)

    def form_for(row, data):
        handler = by_username.get(login_name(row.get("登录名", "")))
        return HandlerForm(data, instance=handler, stations=stations, firms=firms)

    def save(form):
        if form.instance.pk:
            change(form.instance, by=by, account=form.account(), **form.facts())
        else:
            acts.engage(by=by, account=form.account(), invited=False, **form.facts())

    return import_rows(upload, COLUMNS, REQUIRED, form_for=form_for, save=save)
