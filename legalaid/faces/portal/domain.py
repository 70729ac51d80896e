"""Acts on a public notice. What it says is computed when it is prepared and checked for personal data again when it goes out."""

from cases.models.threshold import thresholds
from legalaid.faces.statistics.models import Span
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.names import names_in
from legalaid.platform.core.queueing import one_by_one
from legalaid.platform.core.words import period
from legalaid.platform.notifications.send import notify

from . import deidentify
from .content import CONTENTS
from .enums import NoticeKind, NoticeState
from .models import Notice
from .naming import find_names, keys_of, starts_of
from .numbers import find_patterns
from .overlap import crossed, spans_of
from .registered import offices, registered
from .workflow import NOTICE


def prepare(
    *, by, token, kind, title, first_day, last_day, shown_from, shown_to, intro="", at=None
):
    """A notice of this kind from the data of a period. A second submission of the same form finds the first."""
    earlier = Notice.objects.filter(token=token).first()
    if earlier:
        return earlier

    if kind == NoticeKind.FIGURES:
        _check_apart([Span(first_day, last_day)])
    content = CONTENTS[kind](first_day, last_day)
    if not content["tables"] and not content.get("steps"):
        raise DomainError("这一时期没有可以公示的数据，请换一个时期。", field="last_day")

    notice = Notice(
        token=token,
        kind=kind,
        title=title,
        first_day=first_day,
        last_day=last_day,
        intro=intro,
        content=content,
        shown_from=shown_from,
        shown_to=shown_to,
        prepared_by=by,
    )
    return _prepare(notice, by=by, at=at, title=title)


def small():
    """From how many on a count may stand on a notice."""
    return thresholds()["small_count"]


def _check_apart(spans, but=None):
    """Of two periods that overlap the difference would tell what each alone does not. `spans`: its own, then what stands against it."""
    if found := next(filter(None, (crossed(span, but) for span in spans)), None):
        other, span = found
        raise DomainError(
            f"与已经公布的“{other}”里{period(span.starts, span.ends)}的数据重叠，两份相减会露出没有公布的小数字。"
            "请公布同一时期或者不重叠的时期。",
            field="last_day",
        )

    out = Notice.objects.filter(kind=NoticeKind.FIGURES, state=NoticeState.PUBLISHED)
    same = out.filter(first_day=spans[0].starts, last_day=spans[0].ends).exclude(pk=but)
    if other := same.first():
        raise DomainError(
            f"这一时期的数据已经公布（“{other}”），更正的请先撤下。", field="last_day"
        )


@NOTICE.step("prepare")
def _prepare(notice, *, by, at, title):
    notice.save()
    for user in User.objects.filter(role=Role.DIRECTOR, is_active=True).exclude(pk=by.pk):
        notify(
            user,
            key=f"notice:{notice.pk}:{user.pk}",
            kind="notice",
            text=f"公示“{title}”已拟制，请核对后发布。",
            url=notice.get_absolute_url(),
        )

    return notice


@NOTICE.step("revise")
def revise(notice, *, by, at, title, intro, shown_from, shown_to):
    """Title, words and dates may be mended before publication; the figures may not."""
    notice.title, notice.intro, notice.shown_from, notice.shown_to = (
        title,
        intro,
        shown_from,
        shown_to,
    )
    return notice


@NOTICE.step("hide_small")
def hide_small(notice, *, by, at):
    notice.content = {
        **notice.content,
        "tables": deidentify.hide_small_cells(notice.tables, small()),
    }
    return notice


@NOTICE.step("publish")
def publish(notice, *, by, at, title, shown_to, why=""):
    """Out it goes, unless something in it could point to a person (个人信息保护法第二十八条). What is spelled like somebody's name may be a
    word or another's name: who publishes says so in `why`."""
    if notice.kind == NoticeKind.FIGURES:
        one_by_one("figures out")  # two people, two periods, one moment
        _check_apart(spans_of(notice), but=notice.pk)
    found = findings_of(notice)
    sure = [one for one in found if not one.doubtful]
    if sure or (found and len(why.strip()) < 4):
        one = (sure or found)[0]
        more = f"，共{len(found)}处" if len(found) > 1 else ""
        raise DomainError(f"公示内容可能泄露个人信息，不能发布。{one}{more}。", field="why")

    notice.checked = f"；核对过不是当事人姓名：{why.strip()}" if found else ""
    notice.published_by, notice.published_at = by, at
    return notice


@NOTICE.step("discard")
def discard(notice, *, by, at, reason):
    return notice


@NOTICE.step("withdraw")
def withdraw(notice, *, by, at, reason):
    notice.withdrawn_by, notice.withdrawn_at = by, at
    return notice


def findings_of(notice):
    """What stands on the notice that may not. Names of handlers are public on purpose where the kind says so, the telephone and address of
    an office everywhere."""
    public = set(notice.content.get("public", []))
    keys = keys_of(name for text in public for name in names_in(text))
    pieces = list(_pieces(notice, public))

    return [
        *find_patterns(pieces, offices()),
        *find_names(pieces, registered(starts_of(pieces)), keys),
        *deidentify.find_small_cells(notice.tables, small()),
    ]


def _pieces(notice, public):
    """[(where, text)] of all that is read on it; never a space between cells, which would make one number of several."""
    yield "标题", notice.title
    yield "说明", notice.intro
    for table in notice.tables:
        caption = table["caption"]
        yield caption, "；".join([caption, *table["head"]])
        for row in table["rows"]:
            cells = [str(cell) for cell in row if str(cell) not in public]
            yield f"{caption}“{row[0]}”", "；".join(cells)
