"""Sending a file out, after the caller has asked for rights."""

from __future__ import annotations

import io

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from almen.sager.services import storage_path

# No browser runs what is in a file.
FILE_POLICY = "default-src 'none'; sandbox"


def file_response(*, sha256: str, filnavn: str, mimetype: str) -> HttpResponseBase:
    """A stored file as a download. Raises Http404 if the server has lost it."""
    try:
        file = default_storage.open(storage_path(sha256))
    except FileNotFoundError:
        raise Http404("Filen mangler på serveren.") from None
    response = FileResponse(file, as_attachment=True, filename=filnavn, content_type=mimetype)
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def content_response(content: bytes, *, filnavn: str, mimetype: str) -> HttpResponseBase:
    """A file that was made just now and is kept nowhere, as a download."""
    response = FileResponse(io.BytesIO(content), as_attachment=True, filename=filnavn, content_type=mimetype)
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cache-Control"] = "private, no-store"
    return response
