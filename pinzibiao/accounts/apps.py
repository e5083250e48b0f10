from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pinzibiao.accounts"
    verbose_name = "账号"
