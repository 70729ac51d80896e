"""Whom a case may be offered to: load, speciality and licence, and why somebody may not have it."""

from django.utils.html import format_html

from cases.law.recommendation import FITS
from legalaid.platform.office.tables import Column, Table
from legalaid.platform.office.templatetags.office import chip


def _reasons(row, words):
    if not row.eligible:
        words = format_html("{} {}", chip("不可指派", "late"), words)
    elif row.fits:
        others = "，".join(one for one in row.reasons if one != FITS)
        words = format_html("{} {}", chip(FITS, "kept"), others)
    for said in row.against:
        words = format_html("{} {}", words, chip(said, "soon"))
    return words


CANDIDATES = Table(
    columns=(
        Column("handler", "承办人", kind="code", template="cases/_candidate.html"),
        Column("kind", "类别", "handler__get_kind_display"),
        Column("firm", "承办机构", "handler__firm"),
        Column("licence", "执业证号", "handler__licence"),
        Column("specialities", "专长", "handler__specialities", none=""),
        Column("load", "在办", kind="num"),
        Column("ahead", "排在下一名之前", none=""),
        Column("reasons", "说明", lambda row: "，".join(row.reasons), draw=_reasons, none=""),
    ),
)
