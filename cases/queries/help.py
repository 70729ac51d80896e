"""Which helps a person may see, what was registered of the same person that day, and what form 29 adds up."""

from django.db.models import Count, Q

from cases.enums import HelpOrgan, HelpSigned, HelpState, Plea
from cases.models import Help, HelpAct
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.crypto import blind
from legalaid.platform.core.identifiers import IdKind, Sex
from legalaid.platform.core.named import goes_by
from legalaid.platform.core.names import name_key
from legalaid.platform.core.text import mask_id
from legalaid.platform.core.words import moment
from legalaid.platform.documents.models import Attachment
from stations.enums import HelpKind, PostKind
from stations.models import Handler, Shift
from stations.queries.roster import shifts_for
from stations.queries.station import reach, station_of


def helps_for(user):
    """Duty lawyers: what they gave, were given or registered. Everyone else with the right: their subtree, and what they registered."""
    if not user.may("cases.help"):
        return Help.objects.none()

    mine = Q(by=user) | Q(lawyer__user=user)
    if user.role == Role.HANDLER:
        return Help.objects.filter(mine)
    if (station := station_of(user)) is None:
        return Help.objects.none()
    if station.covers_everything:
        return Help.objects.all()
    return Help.objects.filter(mine | Q(station__in=reach(user)))


def duties_for(user):
    """The duties at court, procuratorate or detention house whose helps this person may register: signed in, one's own or of one's plans."""
    duties = Shift.objects.published().standing().exclude(post__kind=PostKind.WINDOW)
    duties = duties.filter(signed_in_at__isnull=False).with_people()
    if user.role == Role.HANDLER:
        return duties.filter(handler__user=user)
    return duties.filter(pk__in=shifts_for(user).order_by().values("pk"), handler__isnull=False)


def lawyers_at(station):
    """Who may be called for a help: the lawyers this station, or one above it, engages (Law art. 14)."""
    above = [int(pk) for pk in station.path.split("/") if pk]
    lawyers = Handler.objects.licensed_lawyers()
    return (
        lawyers.filter(active=True, user__is_active=True, station__in=above)
        .select_related("user", "firm")
        .order_by("user__name", "pk")
    )


def twin_of(*, name, id_number, on, but=None):
    """Another help of that day for somebody of this name or number; two numbers that differ are two people."""
    found = Help.objects.filter(on=on, name_key=name_key(name)).exclude(state=HelpState.VOID)
    if id_number:
        ours = blind(id_number, "person.id_number")
        same = Help.objects.filter(on=on, id_blind=ours).exclude(state=HelpState.VOID)
        found = found.filter(id_blind__in=("", ours)) | same
    return found.exclude(pk=but).order_by("pk").first()


def scans_of(row):
    """The scans beside a help, the order of coming."""
    files = Attachment.objects.filter(workflow="help", subject_id=row.pk, removed_at=None)
    return files.select_related("uploaded_by").order_by("pk")


def last_of_shift(shift):
    return Help.objects.given().filter(shift=shift).order_by("-pk").first()


def last_at_post(post):
    """Where the helps of this post were given the last time."""
    return Help.objects.given().filter(shift__post=post).order_by("-on", "-pk").first()


def charges_at(post, most=8):
    """Those met there lately, the last first."""
    lately = Help.objects.given().filter(shift__post=post).order_by("-pk").select_related("cause")
    return list(dict.fromkeys(row.cause for row in lately[:40]))[:most]


def counted_of(shift):
    """({kind: person-times}, persons) of the helps registered for a duty."""
    given = Help.objects.given().filter(shift=shift)
    kinds = HelpAct.objects.filter(help__in=given).values_list("kind").order_by("kind")
    return dict(kinds.annotate(n=Count("pk"))), _persons(given)


def _persons(rows):
    """How many human beings: who was helped twice is one, by the number or, where there is none, by the name."""
    pairs = set(rows.order_by().values_list("name_key", "id_blind"))
    numbered = {blind for _, blind in pairs if blind}
    known = {name for name, blind in pairs if blind}
    return len(numbered) + len({name for name, blind in pairs if not blind and name not in known})


def totals_of(rows):
    """Form 29: persons helped, by kind of help, those who admit guilt, and what asked in vain. `rows`: helps, in any order."""
    rows = rows.order_by()
    given = rows.given()
    found = given.aggregate(
        persons=Count("pk", distinct=True),
        admits=Count("pk", filter=Q(plea=Plea.ADMITS), distinct=True),
    )
    acts = HelpAct.objects.filter(help__in=given.values("pk")).values_list("kind").order_by("kind")
    by_kind = dict(acts.annotate(n=Count("pk")))
    return {
        "persons": found["persons"],
        "kinds": [(kind.label, by_kind.get(kind, 0)) for kind in HelpKind],
        "admits": found["admits"],
        "waiting": rows.filter(state=HelpState.WAITING).count(),
        "not_given": rows.filter(state=HelpState.NOT_GIVEN).count(),
    }


def find_helps(rows, text):
    """`rows` matching what is typed: a number, a name, a notice, or a whole identity number."""
    text = text.strip()
    number = Q(id_blind=blind(text, "person.id_number")) if text else Q()
    return rows.filter(
        Q(number__contains=text) | Q(notice_number__contains=text) | goes_by(text) | number
    )


def statement_of(row, kinds):
    """{label: (what is compared, what the history may show)} of a help; `kinds`: what was given."""
    lines = {
        "姓名": row.name,
        "证件类型": IdKind(row.id_kind).label,
        "证件号码": (row.id_number, mask_id(row.id_number)),
        "性别": Sex(row.sex).label if row.sex else "",
        "出生日期": row.birth.isoformat() if row.birth else "",
        "机关类别": HelpOrgan(row.organ_kind).label,
        "办案机关": row.organ,
        "羁押场所": row.held_at,
        "涉嫌罪名": row.cause.name,
        "所处阶段": row.stage,
        "是否认罪认罚": Plea(row.plea).label if row.plea else "",
        "通知书文号": row.notice_number,
        "收到时间": _moment(row.received_at),
        "要求到场时间": _moment(row.wanted_at),
        "要求的帮助": row.wanted,
        "帮助的内容": "、".join(kind.label for kind in HelpKind if kind in kinds),
        "开始": _moment(row.starts_at),
        "结束": _moment(row.ends_at),
        "结果": row.result,
        "签名": HelpSigned(row.signed).label if row.signed else "",
        "未签名的原因": row.unsigned_why,
    }

    pairs = lines.items()
    return {label: said if isinstance(said, tuple) else (said, said) for label, said in pairs}


def _moment(at):
    return moment(at) if at else ""
