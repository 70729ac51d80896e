from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from .models import Message
from .tables import INBOX


@login_required
def inbox(request):
    messages = Message.objects.filter(user=request.user)
    unread_only = request.GET.get("show") == "unread"
    shown = messages.unread() if unread_only else messages

    page = Paginator(shown, 30).get_page(request.GET.get("page"))
    context = {"table": INBOX, "page": page, "unread_only": unread_only, "total": messages.count()}
    return render(request, "notifications/inbox.html", context)


@login_required
@require_POST
def read(request, pk):
    message = get_object_or_404(Message, pk=pk, user=request.user)
    Message.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    return redirect(message.url or "notifications:inbox")


@login_required
@require_POST
def read_all(request):
    Message.objects.filter(user=request.user).unread().update(read_at=timezone.now())
    return redirect("notifications:inbox")
