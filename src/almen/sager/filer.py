"""Sending a stored file out, after the caller has asked for rights."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from almen.sager.services import storage_path


def file_response(*, sha256: str, filnavn: str, mimetype: str) -> HttpResponseBase:
    """The file as a download that no browser runs. Raises Http404 if the server has lost it."""
    try:
        file = default_storage.open(storage_path(sha256))
    except FileNotFoundError:
        raise Http404("Filen mangler på serveren.") from None
    response = FileResponse(file, as_attachment=True, filename=filnavn, content_type=mimetype)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
