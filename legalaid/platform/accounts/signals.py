from django.dispatch import Signal

account_changed = Signal()
"""Sent with by, verb and facts when an account changes; the audit floor above listens."""
