"""Courses with one's own certificates, and everybody's year of training."""

from decimal import Decimal

from django.template.defaultfilters import floatformat
from django.utils.html import format_html

from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _course(row, _):
    course, _ = row
    basic = format_html(" {}", chip("上岗基础")) if course.basic else ""
    return format_html(
        '<span><a href="{}">{}</a>{}</span>', course.get_absolute_url(), course, basic
    )


def _test(row):
    course, _ = row
    return f"{course.drawn} 题，{course.pass_mark} 分合格" if course.drawn else "不测验"


def _certificate(row, words):
    _, certificate = row
    if not certificate:
        return words

    expires = certificate.expires_on
    return chip(f"有效至 {expires:%Y-%m-%d}" if expires else "有效", "kept")


COURSES = Table(
    empty="还没有课程。",
    hint="中心设置课程后在这里报名、查看资料和测验。",
    columns=(
        Column("course", "课程", lambda row: row[0], draw=_course),
        Column("rhythm", "方式", lambda row: row[0].get_rhythm_display()),
        Column("credits", "学时", lambda row: floatformat(row[0].credits)),
        Column("test", "测验", _test),
        Column("certificate", "我的证书", lambda row: row[1], draw=_certificate),
    ),
)


def _unit(row):
    user = row["user"]
    staff = getattr(user, "staff", None)
    return staff.station if staff else user.handler.firm


def _plain(hours):
    return f"{Decimal(hours).normalize():f}"


def _credits(row):
    done, goal = _plain(row["credits"]), row["goal"]
    return f"{done} / {_plain(goal)}" if goal else done


def _titles(courses):
    return "、".join(str(course) for course in courses)


TRAINEES = Table(
    empty="没有符合条件的人员。",
    columns=(
        Column("user", "姓名"),
        Column("unit", "单位", _unit),
        Column("credits", "学时", _credits, "num"),
        Column("missing", "缺少的基础课程", show=_titles),
        Column("expiring", "将到期", show=_titles),
        Column("due", "状态", draw=lambda row, _: chip("待培训", "soon") if row["due"] else chip("已完成", "kept")),
    ),
)  # fmt: skip
