"""Addresses of the building pages."""

from __future__ import annotations

app_name = "byggeri"
urlpatterns: list[object] = []
