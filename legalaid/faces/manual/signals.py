from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from .domain import recall


@receiver(user_logged_in)
def recall_the_round(sender, request, user, **kwargs):
    recall(request.session, user)
