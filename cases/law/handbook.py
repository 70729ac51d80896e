"""Which pages of the desk's handbook belong to a matter: by the words of its cause, the person's crowds, the legal position."""

PARTS = (("eligible", "符不符合条件"), ("ask", "问什么"), ("collect", "收什么"), ("say", "说什么"))


def distance(page, *, kind, cause_path, crowds, role):
    """How near a page is to a matter, 0 the nearest; None when it is not for it.

    `page` has kind, roles, words and crowds; what it leaves empty does not count. Kind and position must both agree; of words and
    crowds one is enough: a word as far as its place above the cause, a crowd at once.
    """
    if (page.kind and page.kind != kind) or (page.roles and role not in page.roles):
        return None
    if set(page.crowds) & set(crowds):
        return 0
    if not page.words and not page.crowds:
        return len(cause_path) if page.kind else None

    for step, name in enumerate(cause_path):
        if any(word in name for word in page.words):
            return step
    return None
