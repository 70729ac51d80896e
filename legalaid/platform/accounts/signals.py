from django.dispatch import Signal

account_changed = Signal()
"""Sent with by, verb and facts when an account changes; the audit floor above listens."""

person_told = Signal()
"""Sent with user, key, text, url and address (where it is mailed, if not to the user's own); the floor of messages listens."""
