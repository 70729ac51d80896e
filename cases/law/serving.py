"""Which papers somebody must receive, with a record of it (form 22), to whom they go, and what each way of bringing them asks for."""

TO_PERSON = (
    "decision_refuse",
    "decision_grant_one",
    "decision_refuse_one",
    "termination_decision_one",
    "termination_revoked_one",
    "decision_grant",
    "supplement_notice",
    "replacement_notice",
    "referral_notice",
    "objection_decision",
    "prior_notice",
    "prior_revoked",
    "replacement_answer",
    "termination_decision",
    "termination_revoked",
)
TO_UNIT = ("assignment_notice", "termination_notice")
TO_ORGAN = (
    "notice_reply",
    "refusal_letter",
    "official_letter",
    "transfer_letter",
    "cooperation_letter",
    "proof_letter",
    "coordination_letter",
    "termination_letter",
    "fraud_referral",
    "relief_letter",
    "decision_letter",
)
TO_SERVE = TO_PERSON + TO_UNIT + TO_ORGAN
NOT_SERVED = (
    "consultation_record",
    "application",
    "power_of_attorney",
    "means_statement",
    "commitment",
    "hand_over_slip",
    "sign_receipt",
    "material_receipt",
    "cooperation_reply",
    "review_form",
    "agreement",
    "consent_record",
    "discussion_minutes",
    "progress_record",
    "replacement_request",
    "introduction_letter",
    "closing_report",
    "service_receipt",
    "help_application",
    "help_record",
    "member_list",
    "member_mandates",
    "member_receipts",
    "follow_up_record",
)
"""Signed where they are made, handed to whoever carries them, or kept; every kind of paper stands here or above."""
PERSON, UNIT, ORGAN, CENTER = "person", "unit", "organ", "center"
SEVERAL = {
    "termination_revoked": (PERSON, UNIT, ORGAN),
    "objection_decision": (PERSON, CENTER),
}
"""What is written to more than one: each of them receives it, with a record of the own."""
TO_EACH = (
    "decision_refuse",
    "decision_grant",
    "replacement_notice",
    "termination_decision",
    "termination_revoked",
)
"""Of several applicants each receives these, and has the own day of receipt."""
OF_ONE = ("decision_refuse_one", "termination_decision_one")
REPLACED_BY = {
    "decision_refuse_one": "decision_grant_one",
    "termination_decision_one": "termination_revoked_one",
}
"""The letter to one of several that puts right what an earlier one told."""
CORRECTED_BY = {
    "decision_refuse": ("correct_refusal",),
    "termination_decision": ("revoke_termination", "revoke_sealed"),
    "decision_refuse_one": ("grant_member",),
    "termination_decision_one": ("resume_member",),
}
"""The steps by which the centre puts such a decision right, one for each of the states its case may have come to."""
OBJECTABLE = ("decision_refuse", "termination_decision", *OF_ONE)
"""Against these one may object (Law art. 49), `OF_ONE` who of several is named alone: the days count from their receipt."""

AT_ONCE = frozenset({"handed", "left", "relative"})
"""Whoever brings a paper so knows the same day that it was received."""
SAFE_MANNERS = {"post": "书面", "electronic": "短信"}
"""As which manner of reaching a person each counts, where the person has said how they may be reached."""
ASKED = {
    "post": ("number", "邮寄的，请填写邮件号码。"),
    "left": ("note", "留置送达的，请写明见证人或者拍照、录像的情况。"),
    "relative": ("through", "由近亲属代收的，请填写代收人的姓名和关系。"),
    "electronic": ("agreed", "电子送达须经本人同意，请写明何时、怎样同意的。"),
    "custody": ("through", "转交的，请填写转交的机关或者监管场所。"),
}


def to_person(kind, addressee):
    """Whether this goes to the person aided, who may have said how not to be reached."""
    return kind in TO_PERSON and addressee in ("", PERSON)


def misaddressed(kind, addressee):
    """The sentence that refuses it: of a paper to several it is said to whom of them it went, of others there is but one."""
    several = SEVERAL.get(kind, ())
    if several and addressee not in several:
        return "这份文书要送给几方，请选择这一次送给哪一方。"
    return "这份文书只送给一方，不用选择。" if addressee and not several else ""


def lacking(how, said):
    """(field, sentence) of what this way of service asks for and `said` leaves out; None where it is complete."""
    field, sentence = ASKED.get(how, ("", ""))
    return (field, sentence) if field and not said[field].strip() else None
