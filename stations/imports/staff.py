from legalaid.platform.accounts.names import login_name
from stations.domain import staff as acts
from stations.forms.staff import StaffForm
from stations.permissions import roles_to_give
from stations.queries.staff import staff_for

from .rows import import_rows

COLUMNS = {
    "姓名": "name", "登录名": "username", "岗位": "role", "站点": "station", "职务": "title", "用工性质": "post", "专职": "full_time",
    "到岗日期": "joined_on", "电话": "phone", "电子邮箱": "email", "性别": "sex", "学历": "degree", "法律专业": "law_major",
    "法律职业资格": "qualified", "列入公开名册": "public", "名册介绍": "public_text",
}  # fmt: skip
REQUIRED = ("姓名", "登录名", "岗位", "站点", "用工性质")


def import_staff(upload, *, by, stations):
    """New login names get an account that waits for its invitation; known ones are changed, their post left alone."""
    by_username = {row.user.username: row for row in staff_for(by)}
    roles = roles_to_give(by)

    def form_for(row, data):
        staff = by_username.get(login_name(row.get("登录名", "")))
        return StaffForm(data, instance=staff, stations=stations, roles=roles)

    def save(form):
        if form.instance.pk:
            acts.change(form.instance, by=by, account=form.account(), **form.facts())
        else:
            acts.engage(by=by, account=form.account(), invited=False, **form.facts())

    return import_rows(upload, COLUMNS, REQUIRED, form_for=form_for, save=save)
