from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "legalaid.platform.accounts"
    label = "accounts"
    verbose_name = "用户"
