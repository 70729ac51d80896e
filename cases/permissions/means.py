"""Whose means are asked about, and by whom."""

NO_STATEMENT = "此案没有经济困难状况说明。"
SPARED = "不核查此案申请人的经济状况（{}）。"


def asks_of_means(user, case):
    """Whom art. 32 and 42 spare is never asked about."""
    if case.registered_by_id == user.pk:
        return "您登记了此案的申请，审查须由另一人办理。"
    return restates_means(user, case)


def restates_means(user, case):
    """The same of what they state while the work runs."""
    if getattr(case, "means", None) is None:
        return NO_STATEMENT
    spared = case.means_spared
    return SPARED.format(spared) if spared else ""
