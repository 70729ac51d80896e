"""The engine: an act = lock, check state, check right, run the body, save, event, clocks, papers, in one transaction."""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import wraps

from django.db import models, transaction
from django.utils import timezone

from legalaid.platform.audit import chain, verbs
from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.core.registry import Registry
from legalaid.platform.core.words import moment
from legalaid.platform.documents import issue as documents

from . import clocks, deadlines
from .steps import BACK

WORKFLOWS = Registry()


class Workflow:
    """A procedure as a table. Its subject carries the fields of models.Subject; `noun` is what refusals call one; `whose(subject,
    place)`: whose turn one is at a place, where that is not the same for all; `filed(subject)`: (workflow, id) among whose papers its
    own are, where that is another; `barred(user, subject)`: why this person may take none of its steps, before any policy is asked
    (`bar` adds what only a higher app knows)."""

    def __init__(
        self, name, *, places, steps, policies, noun="案", whose=None, filed=None, barred=None
    ):
        self.name, self.noun = name, noun
        self.places = {place.state: place for place in places}
        self.steps = {step.key: step for step in steps}
        self.final = frozenset(place.state for place in places if place.final)
        self.policies = policies
        self.whose = whose or (lambda subject, place: place.turn)
        self.bars = [barred] if barred else []
        self.filed = filed or (lambda subject: (name, subject.pk))
        self.recalls = frozenset().union(*(step.source for step in steps if step.target is BACK))
        self.acts, self.bodies = {}, {}
        self.paper_contexts, self.followers, self.crowd_followers = {}, [], []
        WORKFLOWS[name] = self
        verbs.subject(name, noun)

        for step in steps:
            sentence = step.sentence or step.label
            verbs.verb(
                f"{name}.{step.key}",
                sentence,
                personal=step.personal,
                data=step.records,
                label=step.label,
            )

    def step(self, key):
        """Decorator: makes a verb function `fn(subject, *, by, at, **facts)` the act of step `key`."""
        step = self.steps[key]

        def register(body):
            @wraps(body)
            def act(subject, *, by, at=None, seen=None, **facts):
                return self._perform(step, body, subject, by, at or timezone.now(), seen, facts)

            self.acts[key], self.bodies[key] = act, body
            return act

        return register

    def paper(self, kind):
        """Decorator: registers `fn(subject, **facts) -> dict`, what the paper of this kind says."""

        def register(builder):
            self.paper_contexts[kind] = builder
            return builder

        return register

    def bar(self, barred):
        """Decorator: one more `barred(user, subject)`, of an app that knows what the subject belongs to."""
        self.bars.append(barred)
        return barred

    def on_done(self, follower):
        """Registers `follower(subject, step, by, at)`, called in the transaction after each step."""
        self.followers.append(follower)
        return follower

    def on_many_opened(self, follower):
        """Registers `follower(subjects, step, by, at)`, called instead of the others where many are opened at once."""
        self.crowd_followers.append(follower)
        return follower

    def refusal(self, step, subject, user):
        """Why `user` may not do `step` on `subject` now, as a sentence; empty when they may."""
        if step.opening or subject.state not in step.source:
            return f"此{self.noun}现为“{subject.get_state_display()}”，不能办理“{step.label}”。"
        if step.system:
            return "" if user.username == "system" else "此步骤由系统按期限自动办理。"
        if step.may_follow and user.username == "system":
            return ""
        return self.denial(step.permission, user, subject, despite=step.frees)

    def denial(self, permission, user, subject, *, despite=False):
        if not user.may(permission):
            return "您的岗位没有办理这一步的权限。"
        if not despite and (bar := self.barred(user, subject)):
            return bar
        policy = self.policies.get(permission)
        return policy(user, subject) if policy else ""

    def barred(self, user, subject):
        """The first of the reasons why this person may take none of its steps; "" where there is none."""
        return next(filter(None, (bar(user, subject) for bar in self.bars)), "")

    def available(self, subject, user):
        """The steps `user` may do on `subject` now, in procedure order."""
        here = (step for step in self.steps.values() if subject.state in step.source)
        return [step for step in here if not self.refusal(step, subject, user)]

    def latest(self, subject):
        """Who took the last step, when and which: 陈立 3月8日 09:00 办理了“提出审查意见”. "" of what was brought in without steps."""
        verbs = [f"{self.name}.{key}" for key in self.steps]
        event = chain.latest_of(self.name, subject.pk, verbs)
        if event is None:
            return ""
        label = self.steps[event.verb.removeprefix(f"{self.name}.")].label
        return f"{event.actor_name} {moment(event.at)} 办理了“{label}”"

    def open(self, subject, key, body, *, by, at, facts):
        """First act of a subject that has no row yet: `body` saves it; the rest is as for any step."""
        return self._perform(self.steps[key], body, subject, by, at, None, facts)

    def open_many(self, key, subjects, save, *, by, at, clock, facts):
        """First act of many subjects in one transaction, by a step without papers: `save(subjects)` keeps them and what belongs to them.
        `clock`: (rule, the moment it begins for each); `facts`: for each what its event says."""
        step, (rule, begins) = self.steps[key], clock
        with transaction.atomic():
            running = deadlines.begun(self.name, rule, begins)
            for subject, deadline in zip(subjects, running, strict=True):
                self._check(step, subject, by, at, None)
                subject.version, subject.changed_at = 1, at
                self._tell_turn(subject, *deadlines.first_of([deadline]))

            save(subjects)
            deadlines.keep(running, subjects)
            told = zip(subjects, facts, strict=True)
            chain.record_all([self._event(step, one, None, by, at, said) for one, said in told])
            for follower in self.crowd_followers:
                follower(subjects, step, by, at)

    def _perform(self, step, body, subject, by, at, seen, facts):
        with transaction.atomic():
            locked = subject if subject.pk is None else _locked(subject)
            self._check(step, locked, by, at, seen)
            made = self._carry_out(step, body, locked, by, at, facts)

            self._record(step, locked, made, by, at, facts)
            for kind in step.papers:
                self.issue(kind, locked, by=by, at=at, **facts)
            for follower in self.followers:
                follower(locked, step, by, at)

        if locked is not subject:
            subject.__dict__.update(locked.__dict__)
        return made

    def rehearse(self, key, subject, *, by, seen=None, **facts):
        """[(kind, facts of the paper)] that the step would issue now. It is carried out in a transaction that is undone: nothing is
        kept, numbered, recorded, sent or rendered. Raises what the act would raise."""
        step, at = self.steps[key], timezone.now()
        with transaction.atomic():
            locked = _locked(subject)
            self._check(step, locked, by, at, seen)
            self._carry_out(step, self.bodies[key], locked, by, at, facts)

            said = [
                (kind, self.paper_contexts[kind](locked, by=by, at=at, **facts))
                for kind in step.papers
            ]
            papers = [
                (kind, json.loads(documents.frozen(kind, context, at))) for kind, context in said
            ]
            transaction.set_rollback(True)
        return papers

    def _carry_out(self, step, body, locked, by, at, facts):
        before = locked.state
        made = body(locked, by=by, at=at, **facts)
        self._move(step, locked, before)
        locked.version, locked.changed_at = (locked.version or 0) + 1, at

        self._run_clocks(step, locked, at)
        self.refresh_turn(locked)
        locked.save()
        return made

    def _check(self, step, locked, by, at, seen):
        """A subject that stands already: unchanged since it was seen, in a state of the step, at a later time. A new one: the right alone."""
        if locked.pk is None:
            by_itself = step.system and by.username == "system"
            if not by_itself and (denial := self.denial(step.permission, by, locked)):
                raise NotAllowed(denial)
            return

        if seen is not None and seen != locked.version:
            now = f"此{self.noun}已有新的办理（现为“{locked.get_state_display()}”）"
            told = [now, latest] if (latest := self.latest(locked)) else [now]
            possible = locked.state in step.source
            then = "请核对后重新提交" if possible else f"现在不能再办理“{step.label}”"
            raise StaleState(f"{'：'.join(told)}。{then}。")
        if refusal := self.refusal(step, locked, by):
            raise StaleState(refusal) if locked.state not in step.source else NotAllowed(refusal)
        if locked.changed_at and at < locked.changed_at:
            raise DomainError(f"办理时间早于此{self.noun}上一步的时间，请核对。")

    def _record(self, step, locked, made, by, at, facts):
        """The event of the step: what its sentence names, out of the facts or of what was made."""
        event = self._event(step, locked, made, by, at, facts)
        chain.record(event.pop("verb"), **event.pop("data"), **event)

    def _event(self, step, locked, made, by, at, facts):
        names = (*step.records, *step.personal)
        said = {key: facts.get(key, getattr(made, key, None)) for key in names}
        data = {key: plain(value) for key, value in said.items() if value not in (None, "")}

        where = {"workflow": self.name, "subject_id": locked.pk}
        return {"verb": f"{self.name}.{step.key}", "by": by, "at": at, "data": data, **where}

    def _move(self, step, locked, before):
        """Where a case came from is kept while a step leads back there, the latest place first: one held may be held for something else."""
        if step.target is BACK:
            locked.state, _, locked.returns_to = locked.returns_to.partition(" ")
        elif step.target is not None:
            locked.state = step.target
            known = before if step.remembers else step.target
            kept = locked.returns_to if known in self.recalls else ""
            locked.returns_to = f"{before} {kept}".strip() if step.remembers else kept

    def _run_clocks(self, step, locked, at):
        where = (self.name, locked.pk)

        for key in step.stops:
            deadlines.stop(*where, key, at)
        for key in step.cancels:
            deadlines.cancel(*where, key, at)

        for key in step.pauses:
            deadlines.pause(*where, key, at, step.label)
        for key in step.resumes:
            deadlines.resume(*where, key, at)

        for key in step.reopens:
            deadlines.reopen(*where, key, at)
        for key in step.starts:
            deadlines.start(*where, key, at)

        if self.places[locked.state].final:
            deadlines.cancel_all(*where, at)

    def refresh_turn(self, locked):
        """Copies whose turn it is and the nearest due date onto the subject, where lists sort by them."""
        self._tell_turn(locked, *deadlines.ends(self.name, locked.pk))

    def _tell_turn(self, locked, nearest, first_at):
        locked.first_at = first_at
        locked.due_at = nearest.due_at if nearest else None
        locked.due_from = nearest.started_at if nearest else None
        locked.due_rule = nearest.rule if nearest else ""
        locked.turn = self.whose(locked, self.places[locked.state]) or ""

    def issue(self, kind, subject, *, by, at, **facts):
        """Issues the paper `kind` for this subject with the context its builder gives."""
        context = self.paper_contexts[kind](subject, by=by, at=at, **facts)
        workflow, row = self.filed(subject)
        return documents.issue(
            kind, workflow=workflow, subject_id=row, context=context, by=by, at=at
        )


def running_rules():
    """{key: default rule} of the periods that run or are asked for; any other has its step still to come (decision record 27)."""
    touched = {
        key for flow in WORKFLOWS.values() for step in flow.steps.values() for key in step.clocks
    }
    return {key: rule for key, rule in clocks.RULES.items() if rule.asked or key in touched}


def _locked(subject):
    """The row as it stands now, held until the transaction ends; what it still points to is not read a second time."""
    locked = type(subject)._base_manager.select_for_update().get(pk=subject.pk)
    for field in subject._meta.concrete_fields:
        is_known = field.is_relation and field.is_cached(subject)
        if is_known and getattr(subject, field.attname) == getattr(locked, field.attname):
            field.set_cached_value(locked, field.get_cached_value(subject))

    return locked


def plain(value):
    """A fact as JSON the audit chain can hold."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | models.Model):
        return str(value)
    if isinstance(value, list | tuple | models.QuerySet):
        return "、".join(str(plain(item)) for item in value)

    return getattr(value, "label", value)
