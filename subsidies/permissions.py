"""Separation of duties over money. Each predicate answers with the refusing sentence, or ""."""


def not_the_maker(user, proposal):
    return "这一事项由您录入，须由另一人审批。" if proposal.entered_by_id == user.pk else ""
