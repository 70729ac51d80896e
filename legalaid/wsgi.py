import os

from celery.platforms import set_pdeathsig
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legalaid.settings")

if (
    "SERVE_PORT" in os.environ
):  # under `manage.py serve` nobody goes on answering once the master was killed
    set_pdeathsig("SIGKILL")

application = get_wsgi_application()
