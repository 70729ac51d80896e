from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "legalaid.faces.portal"
    label = "portal"
    verbose_name = "公示"
