"""Who must be asked how to be reached, and whose file is kept apart."""

ABUSE = ("人身安全保护令", "家庭暴力", "虐待", "遗弃")


def abused(crowds, cause_path=(), basis="", role=""):
    """A victim by what was ticked, chosen or, where one is not accused of it, by the cause itself."""
    if "abuse_victim" in crowds or basis == "abused":
        return True
    accused = role in ("犯罪嫌疑人", "被告人", "被申请人")
    return not accused and any(word in name for name in cause_path for word in ABUSE)


def kept_apart(crowds, cause_path=(), basis="", role="", guarded=False):
    """A minor's, an abused person's, or the file of somebody who may be reached only as agreed."""
    return "minor" in crowds or guarded or abused(crowds, cause_path, basis, role)
