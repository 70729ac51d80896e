from .offered import offered


class _Rights:
    """`can.cases_decide` in a template asks whether this person is offered `cases.decide`."""

    def __init__(self, user):
        self._user = user

    def __getitem__(self, name):
        return self._user.is_authenticated and offered(self._user, name.replace("_", ".", 1))


def rights(request):
    return {"can": _Rights(request.user)} if hasattr(request, "user") else {}
