"""Addresses of the pages of supervision."""

from __future__ import annotations

from almen.tilsyn import urls_dialog, urls_ledighed, urls_noegletal, urls_oversigt, urls_risiko

app_name = "tilsyn"
# An address with a case number in it stands after those with words.
urlpatterns = [
    *urls_oversigt.SIDER,
    *urls_noegletal.SIDER,
    *urls_risiko.SIDER,
    *urls_ledighed.SIDER,
    *urls_dialog.SIDER,
]
