"""What a text message came to: `row`, whose state says it. For the floor that knows what it is about."""

from django.dispatch import Signal

texted = Signal()
