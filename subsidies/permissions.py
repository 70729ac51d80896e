"""Separation of duties over money. Each predicate answers with the refusing sentence, or ""."""

from cases.permissions import recused

PART_RECUSED = "本批有您已回避的案件（{number}），须由另一人办理，或者把此案移出本批。"


def kept_out_of_batch(user, batch):
    """Whoever keeps out of one of its cases neither computes, checks, approves nor pays the batch."""
    number = batch.kept_out(user)
    return PART_RECUSED.format(number=number) if number else ""


def kept_out_of_proposal(user, proposal):
    """Of a share of a case's subsidy, or of what is paid back of one."""
    paid = proposal.calculation if proposal.calculation_id else None
    case = proposal.case or (paid and paid.case)
    return recused(user, case) if case else ""


def not_the_maker(user, proposal):
    return "这一事项由您录入，须由另一人审批。" if proposal.entered_by_id == user.pk else ""


def not_one_of(*fields, sentence):
    """A policy that refuses whoever already acted as one of `fields`."""

    def policy(user, subject):
        acted = [getattr(subject, f"{name}_id") for name in fields]
        return sentence if user.pk in acted else ""

    return policy


def not_a_maker(act):
    """A policy that refuses whoever put an amount of the batch together, though another submitted it."""

    sentence = f"您核算、加减、移出或冲减过本批的补贴，须由另一人{act}。"

    def policy(user, batch):
        return sentence if user.pk in batch.makers else ""

    return policy


def each(*policies):
    """The first refusal of several policies."""

    def policy(user, subject):
        refusals = (one(user, subject) for one in policies)
        return next(filter(None, refusals), "")

    return policy


STANDARD_POLICIES = {
    "subsidies.approve": not_one_of("proposed_by", sentence="这份标准由您拟订，须由另一人批准。"),
    "subsidies.publish": not_one_of(
        "proposed_by", "approved_by", sentence="这份标准由您拟订或批准，须由另一人公布。"
    ),
}
BATCH_POLICIES = {
    "subsidies.review": each(
        not_one_of("prepared_by", sentence="这一批由您核算，须由另一人复审。"), not_a_maker("复审")
    ),
    "subsidies.approve": each(
        not_one_of("prepared_by", "reviewed_by", sentence="这一批由您核算或复审，须由另一人审批。"),
        not_a_maker("审批"),
    ),
    "subsidies.confirm": not_one_of("paper_by", sentence="纸质回单由您录入，须由另一人核对。"),
    "subsidies.pay": each(
        not_one_of(
            "prepared_by",
            "reviewed_by",
            "approved_by",
            sentence="这一批由您核算、复审或审批，须由另一人支付。",
        ),
        not_a_maker("支付"),
    ),
}
