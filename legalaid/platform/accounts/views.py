import qrcode
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

from legalaid.platform.core.errors import DomainError
from legalaid.platform.office import panels
from legalaid.platform.office.asked import client_address

from .door import ADDRESS, Door
from .forms import ChangePasswordForm, CodeForm, InvitedForm, LoginForm
from .invitations import accept, invitation_of
from .limits import TooOften, limit
from .models import User
from .names import login_name
from .signals import account_changed


class Login(auth_views.LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    @cached_property
    def door(self):
        return Door(login_name(self.request.POST.get("username", "")), client_address(self.request))

    def post(self, request, *args, **kwargs):
        try:
            self.door.knock()
        except TooOften as shut:
            return self.locked(shut.until)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        if until := self.door.shut_by_this():
            return self.locked(until)
        return super().form_invalid(form)

    def locked(self, until):
        """The same whether there is such an account or not."""
        context = {
            "until": until,
            "limit": limit(self.door.shut),
            "whole": self.door.shut == ADDRESS,
        }
        return render(self.request, "accounts/locked.html", context, status=429)

    def form_valid(self, form):
        self.door.opened(form.get_user())
        answer = super().form_valid(form)
        user, session = self.request.user, self.request.session
        if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
            session["otp_pending"] = True
        session.save()
        User.objects.filter(pk=user.pk).update(session_key=session.session_key)
        return answer


@login_required
def code(request):
    """Second step of those who set up a one-time code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
        if device and form.proves(device):
            request.session.pop("otp_pending", None)
            return redirect("home")

    return render(request, "accounts/code.html", {"form": form})


@login_required
def password(request):
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        update_session_auth_hash(request, user)
        User.objects.filter(pk=user.pk).update(session_key=request.session.session_key or "")
        account_changed.send(User, by=user, verb="user.password", facts={})
        messages.success(request, "密码已修改。")
        return redirect("home")

    own = [] if request.user.password_due else panels.render("own", request, request.user)
    context = {"form": form, "due": request.user.password_due, "own": own}
    return render(request, "accounts/password.html", context)


def invitation(request, token):
    """Who was invited sets the password. A link used, replaced or run out says so, and changes nothing (410)."""
    try:
        user = invitation_of(token, tried_from=client_address(request)).user
        form = InvitedForm(user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            accept(token, password=form.cleaned_data["new_password1"])
            messages.success(request, f"密码已设置，请用登录名{user.username}登录。")
            return redirect("accounts:login")
    except DomainError as error:
        return render(request, "accounts/invitation.html", {"refusal": error.sentence}, status=410)

    return render(
        request,
        "accounts/invitation.html",
        {"form": form, "invited": user},
        status=422 if form.errors else 200,
    )


@login_required
def totp(request):
    """Set up or switch off the one-time code."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=True).first()
    pending = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if device is None and pending is None:
        pending = TOTPDevice.objects.create(user=request.user, name="手机", confirmed=False)

    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        target = device or pending
        if form.proves(target):
            if device:
                device.delete()
            else:
                TOTPDevice.objects.filter(pk=pending.pk).update(confirmed=True)

            facts = {"change": "停用" if device else "启用"}
            account_changed.send(User, by=request.user, verb="user.totp", facts=facts)
            off, on = "动态口令已停用。", "动态口令已启用，下次登录须输入。"
            messages.success(request, off if device else on)
            return redirect("home")

    picture = "" if device else _qr(pending.config_url)
    return render(request, "accounts/totp.html", {"form": form, "device": device, "qr": picture})


def _qr(text):
    markup = qrcode.make(text, image_factory=SvgPathImage, box_size=12, border=2).to_string(
        encoding="unicode"
    )
    return mark_safe(markup[markup.index("<svg") :])  # noqa: S308  our own SVG


@login_required
@require_POST
def ping(request):
    """Keeps a session alive when its owner asks for it."""
    return HttpResponse(status=204)
