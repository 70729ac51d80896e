from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "legalaid.platform.documents"
    label = "documents"
    verbose_name = "文书与材料"

    def ready(self):
        from . import issue  # noqa: F401  the render job registers on import
