"""A file made now and sent at once; what is stored is sent by documents.storage."""

from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
CSV = "text/csv; charset=utf-8"


def disposition(name, *, inline=False):
    """The header that names a file, in Chinese too."""
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}"


def download(data, name, mime, *, inline=False):
    headers = {"Content-Disposition": disposition(name, inline=inline)}
    return HttpResponse(data, content_type=mime, headers=headers)
