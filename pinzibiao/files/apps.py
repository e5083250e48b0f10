from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pinzibiao.files"
    verbose_name = "文件"
