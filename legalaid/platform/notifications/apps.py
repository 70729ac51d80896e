from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "legalaid.platform.notifications"
    label = "notifications"
    verbose_name = "消息"
