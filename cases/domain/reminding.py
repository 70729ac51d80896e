"""What recipients and handlers are reminded of: hearings, material owed, the agreement, the call back. Each once, by a text that obeys what was
agreed on safe contact, or by word of mouth (records 140, 142)."""

from datetime import datetime, time, timedelta

from django.dispatch import receiver
from django.utils import timezone

from cases import periods
from cases.enums import State
from cases.models import Case, Hearing, MaterialItem, SupplementNotice
from cases.models.over import over
from cases.queries.contact import case_of_text, people_of, text_reach
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.words import near, near_moment
from legalaid.platform.notifications.models import Text
from legalaid.platform.notifications.send import notify
from legalaid.platform.notifications.sentences import SENTENCES, Place, said, sentence
from legalaid.platform.notifications.signals import texted
from legalaid.platform.notifications.texts import text

AHEAD = timedelta(days=3)
SOON = timedelta(days=2)
LATELY = timedelta(days=7)
SENT = (Text.State.SENT, Text.State.DELIVERED)
PHONE = Place("phone", "电话", "12348", required=True)
WHEN = Place("time", "时间", "12月3日 09:00", required=True)
DAY = Place("day", "日期", "12月3日", required=True)
verb(
    "case.texted",
    "短信提醒受援人（{what}）：{came_to}{why}",
    data=("what", "came_to"),
    personal=("why",),
)


def remind_people(now):
    """Returns how many reminders are new; what waits to be told and is not so any more waits no longer."""
    for row in Text.objects.to_call(now).filter(workflow="case"):
        if SENTENCES[row.sentence].values(row) is None:
            Text.objects.filter(pk=row.pk).update(state=Text.State.DROPPED)

    return (
        _hearings(now) + _changed_hearings(now) + _materials(now) + _agreements(now) + _calls(now)
    )


def _hearings(now):
    """The recipient three days before, the handler as well."""
    count = 0
    near_ones = Hearing.objects.filter(
        cancelled=False, starts_at__gt=now, starts_at__lt=now + AHEAD
    )
    rows = near_ones.exclude(over("case")).select_related("case__handler__user")

    rows = list(rows.order_by("pk"))
    people = people_of(row.case for row in rows)
    for row in rows:
        about = f"hearing:{row.pk}:{row.starts_at:%Y%m%d%H%M}"
        count += _each(
            "hearing",
            people[row.case_id],
            about=about,
            row=row.pk,
            of=_of(row.case),
            until=row.starts_at,
            now=now,
        )
        count += _tell_handler(row, about)
    return count


def _tell_handler(row, about):
    case = row.case
    if not (case.handler_id and case.handler.user.is_active):
        return 0
    told = {"number": case.number, "time": near_moment(row.starts_at), "court": _court(row)}
    words, url = said("handler_hearing", **told), case.get_absolute_url()
    user = case.handler.user
    return notify(user, key=f"{about}:{user.pk}", kind="due", text=words, url=url) is not None


def _changed_hearings(now):
    """Whoever was told of a time that holds no longer hears of that."""
    told = Text.objects.filter(sentence="hearing", until__gt=now, state__in=SENT)
    told |= Text.objects.filter(sentence="hearing", until__gt=now, called_at__isnull=False)
    told = list(told)
    hearings = Hearing.objects.select_related("case").in_bulk({row.row for row in told})

    count = 0
    for row in told:
        hearing = hearings[row.row]
        if hearing.cancelled or hearing.starts_at != row.until:
            about = f"{row.about}:off"[:120]
            count += text(
                "hearing_off",
                about=about,
                to=row.to,
                row=hearing.pk,
                of=_of(hearing.case),
                until=row.until,
                now=now,
            )
    return count


def _materials(now):
    """Two days before what was accepted with a gap, or asked for by a notice, must be there: one reminder a case and day."""
    today, soon = timezone.localdate(now), timezone.localdate(now + SOON)
    owed = MaterialItem.objects.owed().filter(owed_by__gte=today, owed_by__lte=soon)
    asked = SupplementNotice.objects.filter(due__gte=today, due__lte=soon, answered_at=None)
    asked = asked.filter(case__state=State.SUPPLEMENT)
    days = set(owed.values_list("case", "owed_by")) | set(asked.values_list("case", "due"))

    cases = Case.objects.in_bulk({pk for pk, _ in days})
    people = people_of(cases.values())
    return sum(
        _each(
            "owed",
            people[pk],
            about=f"material:{pk}:{day}",
            of=_of(cases[pk]),
            until=_end(day),
            now=now,
        )
        for pk, day in sorted(days)
    )


def _agreements(now):
    """Two days before the agreement must be signed (Procedure Rules art. 27)."""
    waiting = Case.objects.filter(state=State.AGREEMENT, due_rule=periods.AGREEMENT.key)
    rows = list(waiting.filter(due_at__gt=now, due_at__lt=now + SOON).order_by("pk"))
    people = people_of(rows)
    return sum(
        _each(
            "agreement",
            people[case.pk],
            about=f"agreement:{case.pk}:{case.due_at:%Y%m%d}",
            of=_of(case),
            until=case.due_at,
            now=now,
        )
        for case in rows
    )


def _calls(now):
    """Once, as soon as the case waits for its call back."""
    waiting = Case.objects.filter(state=State.FOLLOW_UP, changed_at__gt=now - LATELY)
    rows = list(waiting.order_by("pk"))
    people = people_of(rows)
    return sum(
        _each(
            "call_back",
            people[case.pk],
            about=f"call:{case.pk}",
            of=_of(case),
            until=case.changed_at + 2 * LATELY,
            now=now,
        )
        for case in rows
    )


def _each(key, people, *, about, **said):
    """How many of them are told anew; each has a row of their own."""
    return sum(
        text(key, about=about if to > 0 else f"{about}:{-to}", to=to, **said) for to in people
    )


def _of(case):
    return "case", case.pk


def _end(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _court(row):
    return row.place if row.organ in row.place else f"{row.organ}{row.place}"


def _phone(case):
    """Whom to call back: where the case was taken in, else 12348."""
    return {"phone": case.station.phone or "12348"}


def _at_hearing(row):
    hearing = Hearing.objects.exclude(over("case")).filter(pk=row.row, cancelled=False).first()
    if hearing is None or hearing.starts_at != row.until:
        return None
    told = {"time": near_moment(hearing.starts_at), "court": _court(hearing)}
    return told | _phone(case_of_text(row))


def _off(row):
    hearing = Hearing.objects.filter(pk=row.row).first()
    if hearing is None or (hearing.starts_at == row.until and not hearing.cancelled):
        return None
    return {"time": near_moment(row.until)} | _phone(case_of_text(row))


def _owed(row):
    day = timezone.localdate(row.until - timedelta(days=1))
    owed = MaterialItem.objects.owed().filter(case=row.subject_id, owed_by=day)
    asked = SupplementNotice.objects.filter(case=row.subject_id, due=day, answered_at=None)
    case = case_of_text(row)
    if not owed.exists() and not (case.state == State.SUPPLEMENT and asked.exists()):
        return None
    return {"day": near(day), "station": case.station.name} | _phone(case)


def _to_sign(row):
    case = case_of_text(row)
    if case.state != State.AGREEMENT or case.due_at != row.until:
        return None
    return {"day": near(timezone.localdate(row.until))} | _phone(case)


def _to_call(row):
    case = case_of_text(row)
    return _phone(case) if case.state == State.FOLLOW_UP else None


COURT = Place("court", "地点", "清和县人民法院第二法庭")
sentence("hearing", "给受援人：开庭", "您的案件定于{时间}在{地点}开庭，请带身份证件提前到场。有疑问请打{电话}。",
         (WHEN, COURT, PHONE), values=_at_hearing, reach=text_reach)  # fmt: skip
sentence("hearing_off", "给受援人：开庭改期或者取消", "原定{时间}的开庭有变动，请不要按原时间前往，新的时间另行通知。有疑问请打{电话}。",
         (WHEN, PHONE), values=_off, reach=text_reach)  # fmt: skip
sentence("owed", "给申请人：补交材料", "您还需要在{日期}前补交材料，可以送到{地点}。有困难请打{电话}。",
         (DAY, Place("station", "地点", "清和县法律援助中心"), PHONE), values=_owed, reach=text_reach)  # fmt: skip
sentence("agreement", "给受援人：签订委托协议", "请在{日期}前与承办人员签订委托协议，承办人员会与您联系。有疑问请打{电话}。",
         (DAY, PHONE), values=_to_sign, reach=text_reach)  # fmt: skip
sentence("call_back", "给受援人：结案回访", "我们近日会打电话回访，听取您对服务的意见。援助不收取任何费用，有疑问请打{电话}。",
         (PHONE,), values=_to_call, reach=text_reach)  # fmt: skip
sentence("handler_hearing", "给承办人：开庭", "{案号}定于{时间}在{地点}开庭，请做好准备。",
         (Place("number", "案号", "2026-0012", required=True), WHEN, COURT))  # fmt: skip


@receiver(texted)
def put_on_record(sender, row, **kwargs):
    """What a text to a recipient came to, in the history of the case."""
    if row.workflow != "case" or row.state == Text.State.DROPPED:
        return
    why = f"（{row.error}）" if row.error else ""
    what = SENTENCES[row.sentence].label.partition("：")[2]
    record(
        "case.texted",
        by=system_user(),
        workflow="case",
        subject_id=row.subject_id,
        what=what,
        came_to=row.get_state_display(),
        why=why,
    )
