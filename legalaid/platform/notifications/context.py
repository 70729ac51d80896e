from django.utils.functional import SimpleLazyObject

from .models import Message


def unread(request):
    """The number beside 消息 in the bar, counted where a page shows it: a part of a page does not."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread": 0}
    return {"unread": SimpleLazyObject(Message.objects.filter(user=user).unread().count)}
