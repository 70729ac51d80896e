from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "legalaid.faces.statistics"
    label = "statistics"
    verbose_name = "统计"
