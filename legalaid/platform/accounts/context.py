class _Rights:
    """`can.cases_decide` in a template asks `user.may("cases.decide")`."""

    def __init__(self, user):
        self._user = user

    def __getitem__(self, name):
        return self._user.is_authenticated and self._user.may(name.replace("_", ".", 1))


def rights(request):
    return {"can": _Rights(request.user)} if hasattr(request, "user") else {}
