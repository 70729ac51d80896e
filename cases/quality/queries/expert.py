"""Who may read a file of others: in whose term the day lies, of another unit than whoever handled it, no party, not kept out."""

from collections import Counter

from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from cases.permissions.recusal import recused
from cases.quality.enums.review import OPEN
from cases.quality.models import Expert, ScoreSheet
from cases.queries.assignment import opposing_firms
from cases.queries.conflict import own_code, sides_of
from cases.queries.quality import own_firms, own_people
from legalaid.platform.accounts.models import User
from legalaid.platform.accounts.roles import PERMISSIONS
from legalaid.platform.core import words
from legalaid.platform.core.names import name_key
from stations.enums import HandlerKind
from stations.queries.station import above, stations_for

HANDLED = "{name}承办过本案，或者与承办人同属一个机构，不能评估。"
OPPOSES = "{name}所在机构在另案代理本案对方，不能评估。"
DECIDED = "{name}审查、审批过本案或者本案的结案材料，不能评估。"
KEPT_OUT = "{name}已回避本案，不能评估。"
PARTY = "{name}与本案当事人同名或者证件号码相同，不能评估。"
NOT_NOW = "{name}不在聘期内，或者不评估这类案件。"
MARKED = "此案已列为受特别保护的案件，不由其他单位的专家评估。"
ALREADY = "{name}已经评过本案。"


def experts_for(user):
    """The pool of one's stations."""
    if not user.may("reviews.manage"):
        return Expert.objects.none()
    return Expert.objects.filter(station__in=stations_for(user)).with_people()


class Suitability:
    """Why somebody may not read the file of a review; what all are asked is read once."""

    def __init__(self, review, at):
        case = self.case = Case.objects.select_related("handler__user", "station", "closure").get(
            pk=review.case_id
        )
        self.day, self.used = timezone.localdate(at), review.expert_keys() if review.pk else set()
        self.firms = set(own_firms(case).values_list("pk", flat=True))
        self.people = set(own_people(case).values_list("pk", flat=True))
        self.trainees = {name_key(one.name) for one in case.team.filter(void_why="")} - {""}
        self.opposing = {firm.pk for firm in opposing_firms(case)}
        closure = getattr(case, "closure", None)
        judged = closure and closure.reviewed_by_id
        self.decided = {case.reviewed_by_id, case.decided_by_id, judged} - {None}
        sides = [who for side in sides_of(case) for who in side]
        self.names = {name_key(name) for name, _ in sides} - {""}
        self.codes = {code for _, code in sides} - {""}

    def pool(self):
        over = [*above(self.case.station), self.case.station_id]
        return Expert.objects.appointed(self.day).filter(station__in=over).with_people()

    def refusal(self, expert):
        """Why the file may not be given to this expert; ""."""
        if not self._fits(expert):
            return NOT_NOW.format(name=expert)
        if expert.user_id in self.used:
            return ALREADY.format(name=expert)
        return self.bar(expert)

    def bar(self, expert):
        """Why this expert may not read it, given to them before or not; ""."""
        for sentence, holds in (
            (MARKED, self.case.secret),
            (HANDLED, self._worked_on_it(expert) or self._same_unit(expert)),
            (OPPOSES, expert.handler and expert.handler.firm_id in self.opposing),
            (DECIDED, expert.user_id in self.decided),
            (KEPT_OUT, recused(expert.user, self.case)),
            (PARTY, self._is_party(expert.user)),
        ):
            if holds:
                return sentence.format(name=expert)
        return ""

    def _fits(self, expert):
        in_term = expert.from_on <= self.day and (expert.to_on is None or self.day <= expert.to_on)
        right_kind = not expert.kind or expert.kind == self.case.kind
        return in_term and right_kind and expert.user.is_active

    def _worked_on_it(self, expert):
        """By the account, or by the name of a trainee, who has none."""
        return expert.user_id in self.people or name_key(expert.user.name) in self.trainees

    def _same_unit(self, expert):
        if expert.handler:
            return expert.handler.firm_id in self.firms
        handler = self.case.handler
        of_the_centre = handler and handler.kind == HandlerKind.AGENCY
        return bool(of_the_centre and expert.unit == handler.station)

    def _is_party(self, user):
        return name_key(user.name) in self.names or own_code(user) in self.codes

    def suitable(self):
        """[Expert] who may read it, who is there, has least to read and read least before first."""
        found = [expert for expert in self.pool() if not self.refusal(expert)]
        once = {expert.user_id: expert for expert in found}
        waiting, read = _loads(list(once))
        away = {user: self.away(expert) for user, expert in once.items()}
        return sorted(
            once.values(),
            key=lambda e: (bool(away[e.user_id]), waiting[e.user_id], read[e.user_id], e.pk),
        )

    def left_out(self):
        """[the sentence] of each of the pool who may not read it."""
        return list(dict.fromkeys(filter(None, map(self.refusal, self.pool()))))

    def away(self, expert):
        """请假至2026年12月7日, or ""."""
        return away_on(expert.user, self.day)


def away_on(user, day):
    """The leave of somebody read `with_people`, in words; ""."""
    ends = [leave.ends for leave in user.leaves.all() if leave.holds(day)]
    return f"请假至{words.day(max(ends))}" if ends else ""


def _loads(users):
    sheets = ScoreSheet.objects.filter(user__in=users, dropped_at=None)
    waiting = sheets.filter(handed_at=None, review__state__in=OPEN)
    return tuple(Counter(rows.values_list("user", flat=True)) for rows in (waiting, sheets))


def apart(one, others):
    """Whether this expert is of another unit than all the others."""
    return all(one.unit is None or one.unit != other.unit for other in others)


def appointable(user):
    """The handlers and the office's people of one's stations who may score."""
    stations = stations_for(user)
    inside = Q(handler__station__in=stations) | Q(staff__station__in=stations)
    scoring = [role for role, rights in PERMISSIONS.items() if "reviews.score" in rights]
    people = User.objects.filter(inside, role__in=scoring, is_active=True)
    return people.distinct().order_by("role", "name", "pk")
