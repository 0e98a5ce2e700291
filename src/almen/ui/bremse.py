"""Brakes: how often something may be asked for. Counts live in the cache that all processes share."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def too_many(key: str, limit: int, seconds: int) -> bool:
    """Counts one more of `key`; True, and not counted, once `limit` of them came within `seconds` of each other."""
    count = cache.get(key) or 0
    if count >= limit:
        return True
    cache.set(key, count + 1, seconds)
    return False


def address_of(request: HttpRequest) -> str:
    """The caller's address; those whose address cannot be told share one."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
