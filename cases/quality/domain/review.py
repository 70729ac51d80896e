"""The peer review of a closed file (同行评估): drawn, scored blind by two, by a third where they lie apart, told, objected to,
settled as the grade of the case, and what is mended after it."""

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from cases.domain.fail import grading
from cases.domain.written import written
from cases.enums import Grade
from cases.quality.enums import ReviewState, Tool
from cases.quality.law import review as law
from cases.quality.law.sheet import plain
from cases.quality.models import Review, ScoreSheet
from cases.quality.periods import REVIEW_SCORING
from cases.quality.queries.expert import Suitability, apart
from cases.quality.queries.review import drawable_for, rule_on
from cases.quality.queries.sheet import sheet_for
from cases.quality.workflow import REVIEW
from cases.workflow import CASE
from legalaid.platform.accounts.queries import system_user
from legalaid.platform.accounts.roles import Role
from legalaid.platform.core.errors import DomainError
from legalaid.platform.notifications.send import notify_all
from legalaid.platform.notifications.sentences import said
from legalaid.platform.procedure import deadlines
from stations.queries.station import people_over

from .draw import done, undone

NOT_DRAWN = (
    "这件案件不能列入评估：没有结案审查通过、受特别保护、已经列入，或者已定等次并已发放补贴。"
)
NO_SHEET = "没有适用于这类案件的评估指标，请先在“评估指标”中录入。"
SAME_UNIT = "两名专家同属一个机构；还有其他机构的专家，请另选。"
FAILS = "{total}分为不合格，请在评语中写明主要问题（不少于4个字）。"
GONE = "这份评分表已有变动，请刷新后核对。"
STANDS = "本案由专家同行评估，等次以评估结果为准，不能另行评定。"


def draw(case, *, by, at=None, token=None):
    """Puts a closed file forward; the items and limits of that day stay with it."""
    at = at or timezone.now()
    if token and (earlier := Review.objects.filter(token=token).first()):
        return earlier
    with transaction.atomic():
        case = type(case).objects.select_for_update().get(pk=case.pk)
        if not drawable_for(by).filter(pk=case.pk).exists():
            raise DomainError(NOT_DRAWN, field="number")
        sheet = sheet_for(case)
        if sheet is None:
            raise DomainError(NO_SHEET, field="number")

        rule = rule_on(timezone.localdate(at))
        row = Review(case=case, handler=case.handler, sheet=sheet, rule=rule, by=by, at=at)
        row.token = token or row.token
        return REVIEW.open(row, "draw", _save, by=by, at=at, facts={"number": case.number})


def _save(row, *, by, at, **_):
    row.save()
    return row


REVIEW.step("draw")(_save)


@REVIEW.step("assign")
def assign(review, *, by, at, first, second):
    """Two experts, where it can be avoided not of one unit; neither hears of the other."""
    if first.user_id == second.user_id:
        raise DomainError("请选择两名不同的专家。", field="second")
    suits = Suitability(review, at)
    _check(suits, first, (), "first")
    _check(suits, second, (first,), "second")
    for expert in (first, second):
        _give(review, expert, at)


@REVIEW.step("assign_third")
def assign_third(review, *, by, at, third):
    suits = Suitability(review, at)
    others = [sheet.expert for sheet in review.standing_sheets()]
    _check(suits, third, others, "third")
    _give(review, third, at)


@REVIEW.step("replace_expert")
def replace_expert(review, *, by, at, sheet, expert, reason):
    """Ill, or to be kept out: what is not handed in goes to another."""
    written(reason, "reason")
    row = _standing(review, sheet, handed=False)
    others = [one.expert for one in review.standing_sheets().exclude(pk=row.pk)]
    _check(Suitability(review, at), expert, others, "expert")

    row.dropped_at = at
    row.save(update_fields=["dropped_at"])
    _give(review, expert, at)


@REVIEW.step("return_sheet")
def return_sheet(review, *, by, at, sheet, reason):
    """By mistake handed in half filled, or with a slip of the pen, also where the two lie apart by it; unread it goes back to whoever filled
    it."""
    written(reason, "reason")
    row = _standing(review, sheet, handed=True)
    if review.state == ReviewState.THIRD:
        deadlines.reopen("review", review.pk, REVIEW_SCORING.key, at)
    row.handed_at, row.handed_on, row.returned_why = None, None, reason.strip()
    row.save(update_fields=["handed_at", "handed_on", "returned_why"])
    _tell([row.user], row, "returned", at, "您的评分表已退回，请改正后再交。")


def hand_in(review, *, by, marks, vetoes=(), opinion="", seen=None, at=None):
    """One expert's sheet. With the last of them the house opens the sheets, or asks for a third expert."""
    at = at or timezone.now()
    with transaction.atomic():
        made = score(review, by=by, at=at, seen=seen, marks=marks, vetoes=vetoes, opinion=opinion)
        given = [sheet.given for sheet in review.standing_sheets() if sheet.handed]
        if len(given) == review.standing_sheets().count():
            apart = len(given) == 2 and law.lie_apart(*given, review.rule.gap)
            REVIEW.acts["differ" if apart else "agree"](review, by=system_user(), at=at)
    return made


@REVIEW.step("score")
def score(review, *, by, at, marks, vetoes, opinion):
    """Every item between nothing and its points, one decimal at most; once."""
    sheet = review.standing_sheets().select_for_update().get(user=by)
    if bar := Suitability(review, at).bar(sheet.expert):
        raise DomainError(bar)
    items = review.sheet.items
    for number, item in enumerate(items):
        _check_mark(marks, number, item)
    if unknown := set(vetoes) - set(review.sheet.vetoes):
        raise DomainError(f"指标中没有“{sorted(unknown)[0]}”。", field="vetoes")
    total, unsaid = sum(marks[: len(items)]), len(opinion.strip()) < 4
    if vetoes and unsaid:
        raise DomainError("勾选了一票否决情形的，请在评语中写明事实。", field="opinion")
    if law.grade(total, False, review.rule.limits) == law.FAIL and unsaid:
        raise DomainError(FAILS.format(total=plain(total)), field="opinion")

    sheet.marks = [str(mark) for mark in marks[: len(items)]]
    sheet.total, sheet.vetoes = total, list(vetoes)
    sheet.opinion = opinion.strip()
    sheet.handed_at, sheet.handed_on = at, timezone.localdate(at)
    sheet.save()
    return sheet


def _check_mark(marks, number, item):
    mark = marks[number] if number < len(marks) else None
    field = f"m{number}"
    if mark is None:
        raise DomainError("请给这一项评分。", field=field)
    if not 0 <= mark <= item.points:
        raise DomainError(f"应在0至{plain(item.points)}分之间。", field=field)
    if mark != round(mark, 1):
        raise DomainError("最多一位小数。", field=field)


@REVIEW.step("agree")
def agree(review, *, by, at):
    """The sheets are opened to whoever arranges it: score and grade as they come out."""
    given = [sheet.given for sheet in review.standing_sheets()]
    review.total, review.vetoed = law.score(given), law.vetoed(given)
    review.grade = law.grade(review.total, review.vetoed, review.rule.limits)
    _tell_arrangers(review, "评分完毕，请核对并告知承办人。", at)


@REVIEW.step("differ")
def differ(review, *, by, at):
    _tell_arrangers(review, "两份评分相差较大，请指派第三名专家。", at)


@REVIEW.step("announce")
def announce(review, *, by, at):
    """Whoever handled the case reads the result, not who gave it; the days to object begin. A second reading is told where it is worse
    than what was objected to, or fails the file: nobody fails unheard (decision 126)."""
    if review.objection and not review.tells_again:
        raise DomainError("复评的结果直接定等次。")

    text = said("review_done")
    if review.objection:
        review.told_again_at = at
        text = said("review_again_done")
    review.told_at, review.told_grade = at, review.grade
    _tell_handler(review, at, text)


@REVIEW.step("object")
def object_to(review, *, by, at, content):
    if review.due_at and at > review.due_at:
        raise DomainError("提出异议的期限已过。")
    if review.agreed_at:
        raise DomainError("您已表示没有异议。")
    written(content, "content")

    text = "承办人对评估结果有异议，请安排复评。"
    if review.told_again_at:
        text = "承办人对复评结果已陈述理由，请再安排复评或者定等次。"
    said = [review.objection, content.strip()] if review.told_again_at else [content.strip()]
    review.objection = "\n\n对复评：".join(said)
    _tell_arrangers(review, text, at)


@REVIEW.step("agree_result")
def agree_result(review, *, by, at):
    if review.agreed_at:
        raise DomainError("您已表示没有异议。")
    review.agreed_at = at


@REVIEW.step("take_back")
def take_back(review, *, by, at):
    """As if nothing had been said; the days run on."""
    review.objection = ""


@REVIEW.step("review_again")
def review_again(review, *, by, at, reason):
    """By others than those who scored it; their result stands, heard once more where it is worse."""
    review.told_again_at = None
    _next_round(review, reason)


@REVIEW.step("settle")
def settle(review, *, by, at):
    """The grade of the case, when the handler agrees, the days to object are over, or others have read it again because he objected; a
    worse one after he was heard on that too."""
    if review.state == ReviewState.SCORED and (not review.objection or review.tells_again):
        raise DomainError("请先把结果告知承办人。")
    if review.state == ReviewState.OBJECTED and not review.told_again_at:
        raise DomainError("请先由其他专家复评。")
    waits = review.state == ReviewState.TOLD and not review.agreed_at
    if waits and review.due_at and at <= review.due_at:
        raise DomainError("承办人提出异议的期限还没有届满。")

    review.grade = CASE.acts["grade_by_review"](
        review.case, by=system_user(), at=at, grade=Grade(review.grade)
    )
    review.settled_at, review.told_at = at, review.told_at or at
    done(review.case, Tool.REVIEW, by=by, at=at)
    _tell_handler(review, at, "您承办的案件已定质量等次，请查看。")
    return review


@receiver(grading)
def stands_by_review(sender, case, **kwargs):
    """One truth: what experts read is not graded beside them."""
    if Review.objects.standing().filter(case=case).exists():
        raise DomainError(STANDS, field="grade")


@REVIEW.step("order_rectification")
def order_rectification(review, *, by, at, faults):
    written(faults, "faults")
    review.faults = faults.strip()
    _tell_handler(review, at, "您承办的案件须整改，请查看要求，按期整改并报告。")


@REVIEW.step("lift_rectification")
def lift_rectification(review, *, by, at, reason):
    written(reason, "reason")
    review.reason = reason.strip()
    _tell_handler(review, at, "整改要求已撤销。")


@REVIEW.step("report_rectified")
def report_rectified(review, *, by, at, done):
    written(done, "done")
    review.mended = done.strip()
    _tell_arrangers(review, "承办人已报告整改，请复查。", at)


@REVIEW.step("accept_rectified")
def accept_rectified(review, *, by, at, found):
    review.found = found.strip()


@REVIEW.step("return_rectified")
def return_rectified(review, *, by, at, found):
    written(found, "found")
    review.found = found.strip()
    _tell_handler(review, at, "整改经复查不合格，请继续整改并报告。")


@REVIEW.step("recheck_again")
def recheck_again(review, *, by, at, reason):
    """The mending was found in order by mistake: it is looked at again."""
    written(reason, "reason")
    review.reason = reason.strip()


@REVIEW.step("review_anew")
def review_anew(review, *, by, at, reason):
    """A grade that rests on a mistake; it stays with the case until the others have read it and the handler was heard anew."""
    _next_round(review, reason)
    review.objection, review.told_again_at = "", None
    undone(review.case, Tool.REVIEW, by=by)


@REVIEW.step("withdraw")
def withdraw(review, *, by, at, reason):
    """Of the wrong case, or no longer wanted; who has scored is paid all the same."""
    written(reason, "reason")
    review.reason = reason.strip()


def _next_round(review, reason):
    written(reason, "reason")
    review.reason = reason.strip()
    review.round += 1
    review.agreed_at = None


def _check(suits, expert, others, field):
    """May read this file, and where others of other units could, is of another unit than those who read it too."""
    if refusal := suits.refusal(expert):
        raise DomainError(refusal, field=field)
    if not apart(expert, others) and any(apart(one, others) for one in suits.suitable()):
        raise DomainError(SAME_UNIT, field=field)


def _give(review, expert, at):
    row = ScoreSheet.objects.create(
        review=review, round=review.round, expert=expert, user=expert.user, given_at=at
    )
    _tell([expert.user], row, "given", at, "有一件案卷请您评估，请按指标独立评分。")


def _standing(review, sheet, *, handed):
    """As it stands now: it may have been handed in since the page was opened."""
    row = review.standing_sheets().select_for_update().filter(pk=sheet.pk).first()
    if row is None or row.handed != handed:
        raise DomainError(GONE, field="sheet")
    return row


def _tell(people, row, what, at, text):
    about = f"{row._meta.model_name}:{row.pk}:{what}:{at:%Y%m%d%H%M%S}"
    notify_all(people, about=about, kind="turn", text=text, url=row.get_absolute_url())


def _tell_handler(review, at, text):
    if review.handler_id:
        _tell([review.handler.user], review, "handler", at, f"{review.case.number}：{text}")


def _tell_arrangers(review, text, at):
    keys = review.expert_keys() | {review.handler.user_id if review.handler_id else 0}
    people = people_over(review.case.station, Role.REVIEWER).exclude(pk__in=keys)
    _tell(people, review, "arrange", at, f"{review.case.number}：{text}")
