from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "legalaid.platform.office"
    label = "office"
    verbose_name = "页面"
