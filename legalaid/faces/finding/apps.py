from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "legalaid.faces.finding"
    label = "finding"
    verbose_name = "导航与查找"
