"""Figures of the other work: consultation, publicity, slips between units, duty and training."""

from django.db.models import Count, Q, Sum

from cases.enums import Plea
from cases.models import Consultation, Help
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.money import percent
from legalaid.platform.documents.models import Paper
from stations.enums import Medium, OutreachForm, StationKind, Venue
from stations.hall.queries.ticket import promise_words, queue_figures
from stations.models import DutyHelp, Referral, ReferralAnswer, Shift, Staff, Station
from stations.queries.outreach import outreach_figures
from stations.queries.training import training_figures, valid_certificates

from .reading import Reading
from .window import days, times


def work_figures(span):
    period = str(span)
    asked = Consultation.objects.filter(**times(span, "at")).count()
    notices = Paper.objects.filter(kind="public_notice", **times(span, "issued_at")).count()

    yield Reading("consultations", "法律咨询", asked or None, "人次", period, "本期登记的咨询人次")
    before = Consultation.objects.filter(**times(span.year_before, "at")).count()
    yield Reading(
        "consultations_before",
        "上年同期法律咨询",
        before or None,
        "人次",
        str(span.year_before),
        "上年同期登记的咨询人次",
    )
    yield Reading("notices", "发布公示", notices or None, "次", period, "本期发布的公示")

    slips = Referral.objects.filter(**times(span, "sent_at"))
    answers = ReferralAnswer.objects.filter(**times(span, "at"))
    returned = percent(answers.filter(accepted=False).count(), answers.count())

    yield Reading(
        "referrals", "转介单", slips.count() or None, "件", period, "本期与有关部门往来的转介单"
    )
    yield Reading(
        "referral_returns", "转介单退回率", returned, "%", period, "本期转介单答复中退回的占比", 1
    )
    yield from hall_figures(span)
    yield from duty_figures(span)
    yield from help_figures(span)
    yield from training_readings(span)
    yield from outreach_readings(span)


def hall_figures(span):
    found, period = queue_figures(span.starts, span.ends, Station.objects.all()), str(span)
    opened = found["taken"]  # a county without a hall has no number to state, not a nought

    yield Reading("tickets", "大厅取号", opened or None, "个", period, "本期各接待大厅取的号")
    yield Reading(
        "tickets_served",
        "叫号接待",
        found["served"] if opened else None,
        "人次",
        period,
        "本期叫号后开始接待的号",
    )
    yield Reading(
        "tickets_green",
        "绿色通道接待",
        found["green"] if opened else None,
        "人次",
        period,
        "其中绿色通道的号",
    )
    yield Reading("wait", "平均等候", found["wait"], "分钟", period, "从取号到开始接待的平均时间")

    kept = percent(found["prompt"], found["served"] + found["uncalled"])

    yield Reading(
        "wait_kept",
        f"{promise_words()}内接待率",
        kept,
        "%",
        period,
        f"取号后{promise_words()}内开始接待的占比；超过了还没有叫到的号算没有兑现",
        1,
    )


def duty_figures(span):
    shifts = Shift.objects.worked().filter(**days(span, "day"))
    helped = DutyHelp.objects.filter(shift__in=shifts).aggregate(n=Sum("count"))["n"]

    yield Reading(
        "duty_shifts",
        "律师值班",
        shifts.count() or None,
        "班次",
        str(span),
        "本期签到并签退的值班班次",
    )
    yield Reading(
        "duty_help", "值班提供帮助", helped, "人次", str(span), "值班中提供法律帮助的人次"
    )


def help_figures(span):
    """By the register, a person helped once a row; an application counts when it was asked for."""
    given = Help.objects.given().filter(**days(span, "on"))
    found = given.aggregate(
        persons=Count("pk"),
        admits=Count("pk", filter=Q(plea=Plea.ADMITS)),
        applied=Count("pk", filter=Q(applied_at__isnull=False)),
    )
    period, registered = str(span), bool(found["persons"])

    for key, label, said in (
        ("persons", "值班律师帮助的人", "本期逐人登记、已提供法律帮助的人次"),
        ("admits", "认罪认罚案件的帮助", "其中认罪认罚的人次"),
        ("applied", "通过值班律师申请", "其中通过值班律师提出法律援助申请的人次"),
    ):
        value = found[key] if registered else None
        yield Reading(f"help_{key}", label, value, "人次", period, said)


def training_readings(span):
    found = training_figures(span.starts, span.ends, Station.objects.all())
    clerks = list(
        Staff.objects.serving(span.ends)
        .filter(
            user__role=Role.STATION, station__kind__in=(StationKind.TOWNSHIP, StationKind.PARTNER)
        )
        .values_list("user", flat=True)
    )
    held = valid_certificates(clerks, span.ends)

    yield Reading(
        "trainings", "业务培训", found["meetings"] or None, "次", str(span), "本期举办的培训场次"
    )
    yield Reading("trained", "参加培训", found["people"], "人次", str(span), "本期实到人次")
    yield Reading(
        "trained_share",
        "持证上岗率",
        percent(len(held), len(clerks)),
        "%",
        str(span),
        "工作站人员中持有有效培训证书的占比",
        1,
    )


def outreach_readings(span):
    found = outreach_figures(span.starts, span.ends)
    period = str(span)
    venues = [
        label.removeprefix("进") for value, label in Venue.choices if found["by_venue"].get(value)
    ]
    media = [label for value, label in Medium.choices if found["by_medium"].get(value)]

    yield Reading(
        "outreach_events", "宣传活动", found["events"] or None, "次", period, "本期举办的宣传活动"
    )
    yield Reading(
        "outreach_people", "宣传覆盖", found["people"], "人次", period, "宣传活动覆盖的人次"
    )
    yield Reading(
        "outreach_materials", "宣传材料", found["materials"], "份", period, "发放的宣传材料"
    )
    yield Reading(
        "outreach_consultations",
        "宣传现场咨询",
        found["consultations"],
        "人次",
        period,
        "宣传活动现场解答的咨询",
    )
    yield Reading("outreach_places", "进入的场所", venues, "", period, "“法律七进”进入的场所种类")
    columns = found["by_form"].get(OutreachForm.COLUMN)
    yield Reading("outreach_columns", "宣传专栏", columns, "期", period, "本期制作的宣传专栏")
    yield Reading("outreach_media", "宣传方式", media, "", period, "使用过的媒介")
