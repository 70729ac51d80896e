"""What still has to be done in a case beside whose turn it is, and what cannot be done yet because something has to come before."""

from dataclasses import dataclass

from cases.enums import AIDED, Addressee, PartyRole, State
from cases.law.serving import CORRECTED_BY, PERSON, SEVERAL
from cases.law.unclear import named
from cases.periods import NO_NEWS
from cases.workflow import CASE
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.words import near, short

from .absence import falling_in, leave_over
from .group_serving import is_of_each, lacking
from .notice import unread_of
from .objection import may_be_objected_to
from .unserved import has_party, run_out, unserved_of

UPDATE = "update_matter"
BY_HAND = "申请人自行递交"  # nobody answers the centre then


@dataclass(frozen=True)
class Owed:
    """By whom, what, and the step by which it is done; `query`: of which paper."""

    who: str
    task: str
    step: str
    query: str = ""

    @property
    def act(self):
        """What its button says: the step by its name, but which of several papers."""
        return self.task if self.query else CASE.steps[self.step].label


def owed_of(case, today):
    """In the order in which it hurts."""
    parts = (
        _ordered(case),
        _alone(case, today),
        _bereft(case),
        _to_ask(case),
        _to_serve(case, today),
        _to_forward(case),
        _to_make_up(case),
    )
    return tuple(owed for part in parts for owed in part)


def _ordered(case):
    """What the bureau ordered to be put right (Law art. 49)."""
    if not may_be_objected_to(case):
        return

    for row in case.objections.ordered().select_related("paper").defer("paper__context"):
        steps = CORRECTED_BY[row.paper.kind]
        step = next((key for key in steps if case.state in CASE.steps[key].source), None)
        if step:
            query = f"?person={row.member_id}" if row.member_id else ""
            yield Owed(Role.DIRECTOR, "按异议审查决定改正", step, query)


def _alone(case, today):
    """Its handler is on leave, or will be."""
    if leave := leave_over(case, today):
        falls = "、".join(falling_in(case, leave))
        days = f"{near(leave.starts)}至{near(leave.ends)}{leave.get_kind_display()}"
        task = f"承办人{days}{f'，期间{falls}' if falls else ''}：更换，或者写明仍由其办理"
        yield Owed(Role.DIRECTOR, task, "keep_over_leave")


def _bereft(case):
    """Somebody else in the matter died, and who takes their place is not said."""
    if case.state not in AIDED:
        return
    for row in case.parties.all():
        if row.died_on and row.role == PartyRole.OPPONENT:
            yield Owed(
                Role.HANDLER, f"对方当事人{row}死亡：更新为继承人，或者提请终止", UPDATE, "?party=1"
            )
        elif row.died_on:
            task = f"代理人{row}死亡：登记另外的代理人，或者写明没有代理人的原因"
            yield Owed(Role.HANDLER, task, UPDATE, "?party=1")


def _to_ask(case):
    """What of the organ's notice could not be read."""
    if unread := unread_of(case):
        task = f"向{case.organ}核实通知书看不清的{named(unread)}"
        yield Owed(Role.WINDOW, task, "amend_notice")


def _to_serve(case, today):
    """Papers nobody was brought, that came back, of which nothing was heard; of an ending also those on their way, for its day of closing
    is the day of receipt."""
    for paper in unserved_of(case).defer("context"):
        yield from _to_each(case, paper)

    rows = case.services.filter(voided_at=None, received_on=None, paper__superseded_by=None)
    for row in rows.select_related("paper").defer("paper__context"):
        title, sent = row.paper.title, f"（{short(row.sent_on)}送出）"
        if row.again:
            told = f"再次送达{title}（{short(row.returned_on)}退回）"
            yield Owed(Role.WINDOW, told, "serve", f"?paper={row.paper_id}")
        elif not row.returned_on and _is_asked_after(row, case, today):
            query = f"?service={row.pk}"
            yield Owed(Role.WINDOW, f"查问{title}是否收到{sent}", "update_service", query)


def _to_each(case, paper):
    """To whom of several it was not sent yet; of a list, to how many."""
    title, query = paper.title, f"?paper={paper.pk}"
    sent = case.services.filter(paper=paper, voided_at=None)
    parties = SEVERAL.get(paper.kind, ())
    of_list = is_of_each(case, paper)

    if of_list and (left := lacking(case, paper).filter(sent_on=None).count()):
        yield Owed(Role.WINDOW, f"送达{title}（{left}人没有送）", "serve_members", query)
    for party in parties:
        gone = sent.filter(addressee=party).exists() or not has_party(case, party)
        if not gone and not (of_list and party == PERSON):
            to = f"{query}&addressee={party}"
            yield Owed(Role.WINDOW, f"送达{title}（{Addressee(party).label}）", "serve", to)
    if not parties and not of_list:
        yield Owed(Role.WINDOW, f"送达{title}", "serve", query)


def _is_asked_after(row, case, today):
    return case.state == State.TERMINATED or row.sent_on <= run_out(NO_NEWS, today)


def _to_forward(case):
    """The papers of an application that is another agency's go on to it, its answer comes back."""
    if case.state != State.REFERRED_AWAY:
        return
    row = case.referrals_away.filter(undone_at=None, aid_agency=True).last()
    if row and not row.sent_on:
        yield Owed(Role.WINDOW, f"向{row.agency}移送材料", "forward_papers")
    elif row and not row.result and row.manner != BY_HAND:
        yield Owed(Role.WINDOW, f"登记{row.agency}的回执", "record_receipt")


def _to_make_up(case):
    """The formalities of aid that was provided first (Law art. 44)."""
    row = case.priors.waiting().first() if case.prior else None
    if row is None:
        return

    if missing := titles_owed(case):
        yield Owed(Role.WINDOW, f"催收补交的材料：{'、'.join(missing)}", "receive_owed")
    if row.reviewed_at is None:
        yield Owed(Role.REVIEWER, "补办先行提供的审查", "review_prior")
    elif not missing:
        yield Owed(Role.DIRECTOR, "补办给予决定", "confirm_prior")


def titles_owed(case):
    return [item.title for item in case.materials.owed()]


def not_yet(case):
    """{step: why it cannot be taken yet}: the page says so instead of leading into the refusal, the act refuses with the same words."""
    said = {}
    if case.state == State.TERMINATING and case.hears:
        said["terminate"] = "还没有听取受援人的意见，也没有写明原因。请先办理“听取受援人意见”。"
    if case.state == State.TERMINATING and case.terminations.get(end="").what.death:
        said["hear_recipient"] = "受援人已经死亡，不听取意见。"

    if case.state == State.HANDLING and (unread := unread_of(case)):
        said["conclude"] = f"通知书看不清的{named(unread)}还没有核实，请先“更正通知登记”。"

    row = case.priors.order_by("pk").last() if case.prior else None
    if row and row.reviewed_at is None:
        said["confirm_prior"] = "还没有补办审查，请先由审查人员审查。"
    elif row and (missing := titles_owed(case)):
        said["confirm_prior"] = f"还有材料没有补交：{'、'.join(missing)}。"
    return said
