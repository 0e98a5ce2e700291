"""Addresses of the pages of letting."""

from __future__ import annotations

from almen.udlejning import urls_aftale, urls_maaling, urls_organisation

app_name = "udlejning"
# An address with a case number in it stands after those with words.
urlpatterns = [*urls_aftale.SIDER, *urls_maaling.SIDER, *urls_organisation.SIDER]
