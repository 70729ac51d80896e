from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone


def unkept(request, answer):
    """What a person signed in reads is kept by no browser and no cache between; of the rest only what says so is."""
    signed_in = request.user.is_authenticated
    said = answer.get("Cache-Control", "")
    if "no-store" not in said and (signed_in or not said):
        answer["Cache-Control"] = "no-store"
    return answer


class SignInMiddleware:
    """Forces a due password change, the second factor of those who set one, and one session per person where the office wants it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.session.setdefault("since", timezone.now().isoformat())
            for asks in (self.one_session, self.second_factor, self.password_due):
                if answer := asks(request):
                    return answer

        return unkept(request, self.get_response(request))

    def one_session(self, request):
        user = request.user
        if not settings.ONE_SESSION_PER_USER or user.session_key in (
            "",
            request.session.session_key,
        ):
            return None
        logout(request)
        return redirect(f"{reverse('accounts:login')}?elsewhere=1")

    def second_factor(self, request):
        if "otp_pending" not in request.session or request.path in (
            reverse("accounts:code"),
            reverse("accounts:logout"),
        ):
            return None
        return redirect("accounts:code")

    def password_due(self, request):
        allowed = (
            reverse("accounts:password"),
            reverse("accounts:logout"),
            reverse("accounts:ping"),
        )
        if not request.user.password_due or request.path in allowed:
            return None
        return redirect("accounts:password")
