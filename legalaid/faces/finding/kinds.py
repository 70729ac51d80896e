"""One function for each kind of row: what this person may see of it that answers what was typed.

Each asks its own list's question of its own list's rows, so that a row found is a row one could have come to; names and numbers are
masked as there.
"""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from cases.queries.case import cases_for
from cases.queries.consultation import consultations_for, same_person
from cases.queries.handbook import search_handbook
from legalaid.faces.manual.contents import all_for
from legalaid.faces.manual.search import called_so
from legalaid.platform.core.named import goes_by
from legalaid.platform.core.text import mask_name
from legalaid.platform.core.words import short
from legalaid.platform.documents.models import Paper
from legalaid.platform.office.addresses import address
from stations.queries.handler import handlers_for
from stations.queries.referral import called, of_person, referrals_for
from stations.queries.staff import staff_for
from stations.queries.station import find_stations, stations_for

from .found import Hit, kind

OURS = re.compile(r"(?:[一-鿿]*援)?([一-鿿]{1,4})字\D*(\d{4})\D*(\d{1,6})")  # 清援决字〔2026〕第1号

OF_STAFF = ("title", "user__name", "station__name")
OF_HANDLER = ("user__name", "firm__name")


def listed(name, asked):
    return f"{reverse(name)}?{urlencode({'q': asked.text})}"


def first(rows, limit):
    """One row more than is shown says whether there are more."""
    return list(rows[: limit + 1])


def consultation_hit(row):
    return Hit(
        address("cases:consultation", row.pk),
        row.who,
        said=row.question[:24],
        chip=row.get_state_display(),
        end=f"{row.number}　{short(row.at)}",
    )


def slip_hit(slip):
    return Hit(
        address("stations:referral", slip.pk),
        mask_name(slip.name),
        said=f"{slip.from_station} → {slip.to_station}",
        chip=slip.get_state_display(),
        end=f"{slip.number}　{short(slip.sent_at)}",
    )


def asking(user, asked, limit):
    """The consultations themselves: whoever asked is a person too."""
    rows = consultations_for(user)
    if asked.private:
        return first(rows.filter(same_person(id_number=asked.text, phone=asked.text)), limit)
    if asked.numbered:
        return first(rows.filter(number__contains=asked.solid), limit)
    return first(rows.filter(goes_by(asked.text)), limit)


def consultations(rows, asked, limit):
    return kind(
        "咨询", map(consultation_hit, rows), limit, listed("cases:consultations", asked), asked
    )


def slips(user, asked, limit):
    """By their number; a slip's person is encrypted, and found by the whole name, or the whole number of a document or telephone."""
    rows = referrals_for(user)
    if asked.private:
        rows = of_person(rows, asked.text)
    elif asked.numbered:
        rows = rows.filter(number__contains=asked.solid)
    else:
        rows = called(rows, asked.text)
    return kind("转介单", map(slip_hit, first(rows.for_lists(), limit)), limit)


def papers(user, asked, limit):
    """By the whole number on the paper, of cases and consultations within one's rights."""
    if not (number := OURS.search(asked.solid)):
        return None

    series, year, serial = number.groups()
    mine = Q(workflow="case", subject_id__in=cases_for(user).values("pk"))
    mine |= Q(workflow="consultation", subject_id__in=consultations_for(user).values("pk"))
    numbered = Paper.objects.filter(series=series, year=int(year), number=int(serial))
    return kind("文书", map(_paper, first(numbered.filter(mine), limit)), limit)


def _paper(paper):
    end = short(paper.issued_at)
    return Hit(address("documents:paper", paper.pk), paper.title, said=paper.number_text, end=end)


def stations(user, asked, limit):
    if not (asked.worded and user.may("stations.view")):
        return None
    rows = find_stations(stations_for(user), asked.text).order_by("path")
    hits = (
        Hit(address("stations:station", row.pk), row.name, said=row.get_kind_display())
        for row in first(rows.only("name", "kind"), limit)
    )
    return kind("站点", hits, limit, listed("stations:tree", asked), asked)


def staff(user, asked, limit):
    if not (asked.worded and user.may("people.view")):
        return None
    rows = staff_for(user).filter(goes_by(asked.text, "user__"), left_on=None)
    hits = (
        Hit(address("stations:staff", row.pk), row.user.name, said=row.title, end=row.station.name)
        for row in first(rows.order_by("user__name", "pk").only(*OF_STAFF), limit)
    )
    return kind("工作人员", hits, limit, listed("stations:staff_list", asked), asked)


def handlers(user, asked, limit):
    if not (asked.worded and user.may("people.view")):
        return None
    rows = handlers_for(user).filter(goes_by(asked.text, "user__"))
    rows = rows.select_related(None).select_related("user", "firm")
    hits = (
        Hit(
            address("stations:handler", row.pk),
            row.user.name,
            end=row.firm.name if row.firm else "",
        )
        for row in first(rows.order_by("user__name", "pk").only(*OF_HANDLER), limit)
    )
    return kind("承办人", hits, limit, listed("stations:handler_list", asked), asked)


def handbook(user, asked, limit):
    if not (asked.worded and user.may("handbook.view")):
        return None
    hits = (
        Hit(address("cases:handbook_page", page.pk), page.title)
        for page in first(search_handbook(asked.text), limit)
    )
    return kind("接待手册", hits, limit, listed("cases:handbook", asked), asked)


def manual(user, asked, limit):
    """Chapters by what they are called; what they only mention is found in the manual itself."""
    if not asked.worded:
        return None
    hits = (Hit(row.get_absolute_url(), row.title) for row in called_so(asked.text, all_for(user)))
    return kind("操作手册", hits, limit, listed("manual:contents", asked), asked)


KINDS = (slips, papers, stations, staff, handlers, handbook, manual)
