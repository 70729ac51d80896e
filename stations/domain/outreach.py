"""The register of publicity: planned, recorded, corrected; its yearly plan and tags."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from legalaid.platform.audit.chain import record
from legalaid.platform.audit.verbs import verb
from legalaid.platform.core.errors import DomainError, StaleState
from stations.enums import OutreachForm, StationKind
from stations.models import OutreachEvent, OutreachGoal

verb("outreach.saved", "{what}宣传活动：{day} {title}", data=("what", "day", "title"))
verb("outreach.removed", "删除宣传活动：{day} {title}", data=("day", "title"))
verb("outreach.goal", "{year}年宣传计划：{what}{events}场", data=("year", "what", "events"))
verb("outreach.tag", "保存普法规划标签{name}（{years}）", data=("name", "years"))


def save_event(event, *, by, tags=None, seen=None):
    """Plans an activity of the future or records one that was held; `people` is what tells them apart."""
    _settle_form(event)
    if event.township and event.township.kind != StationKind.TOWNSHIP:
        raise DomainError("请选择乡镇（街道）工作站。", field="township")
    _check_figures(event)

    with transaction.atomic():
        if event.pk:
            what = "修改"
            _step_version(event, seen)
        else:
            what = "安排" if event.people is None else "登记"
            event.by = by

        event.save()
        if tags is not None:
            event.tags.set(tags)
        _event("saved", event, by, what=what)
    return event


def _settle_form(event):
    """A visit says where, the media say which; other forms say neither."""
    if event.form == OutreachForm.VISIT and not event.venue:
        raise DomainError("法律七进活动须选择进了哪里。", field="venue")
    if event.form == OutreachForm.MEDIA and not event.medium:
        raise DomainError("媒介宣传须选择媒介。", field="medium")

    if event.form != OutreachForm.VISIT:
        event.venue = ""
    if event.form != OutreachForm.MEDIA:
        event.medium = ""


def _check_figures(event):
    """Raises DomainError for figures of what has not been held, or none of what was."""
    today = timezone.localdate()
    if event.people is None:
        if event.day < today:
            raise DomainError("日期已过，请填写受众人次。", field="people")
        if event.materials or event.consultations:
            raise DomainError("请一并填写受众人次。", field="people")
        return

    if event.day > today:
        raise DomainError("活动还没有举办，不能填写受众人次。", field="people")
    if event.consultations > event.people:
        raise DomainError("解答咨询的人次不能多于受众人次。", field="consultations")


def _step_version(event, seen):
    locked = OutreachEvent.objects.select_for_update().get(pk=event.pk)
    if seen is not None and seen != locked.version:
        raise StaleState("这项活动刚被修改过，请核对后重新提交。")
    event.version = locked.version + 1


def _event(key, event, by, **data):
    record(
        f"outreach.{key}",
        by=by,
        workflow="outreach",
        subject_id=event.pk,
        day=str(event.day),
        title=event.title,
        **data,
    )


def remove_event(event, *, by):
    """Deletes a plan that will not be carried out; what was held stays."""
    with transaction.atomic():
        locked = OutreachEvent.objects.select_for_update().get(pk=event.pk)
        if locked.people is not None:
            raise DomainError("已举办的活动不能删除，可以修改。")

        _event("removed", locked, by)
        locked.delete()


def set_goal(goal, *, by):
    """One line of the yearly plan; the same form and venue again replaces the line."""
    if goal.form == OutreachForm.VISIT and not goal.venue:
        raise DomainError("法律七进活动须选择进了哪里。", field="venue")
    if goal.form != OutreachForm.VISIT:
        goal.venue = ""

    with transaction.atomic():
        same = OutreachGoal.objects.filter(
            station=goal.station, year=goal.year, form=goal.form, venue=goal.venue
        ).first()
        goal.pk = same.pk if same else None
        goal.save()

        what = goal.get_venue_display() or goal.get_form_display()
        record("outreach.goal", by=by, year=goal.year, what=what, events=goal.events)
    return goal


def save_tag(tag, *, by):
    if tag.last_year < tag.first_year:
        raise DomainError("终止年不能早于起始年。", field="last_year")

    years = f"{tag.first_year}—{tag.last_year}"
    try:
        with transaction.atomic():
            tag.save()
            record("outreach.tag", by=by, name=tag.name, years=years)
    except IntegrityError:
        raise DomainError("已有同名标签。", field="name")
    return tag
