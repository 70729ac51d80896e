"""Who handles a case, and who reviewed it: most of the separation of duties rests on these."""


def not_the_reviewer(user, case):
    """Review and approval are separate (approval form of 2013: two signatures)."""
    reviewers = {case.reviewed_by_id, getattr(getattr(case, "review", None), "form_by_id", None)}
    return "您审查过此案，决定须由另一人作出。" if user.pk in reviewers else ""


def handles(user, case):
    return bool(case.handler_id) and case.handler.user_id == user.pk


def the_handler(user, case):
    return "" if handles(user, case) else "此案未指派给您。"


def not_the_handler(user, case):
    return "您承办此案，不能办理这一步。" if handles(user, case) else ""
