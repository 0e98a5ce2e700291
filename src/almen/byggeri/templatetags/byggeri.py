"""Small words of the building pages: `{% load byggeri %}`."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template

from almen.organisationer.models import Boligtype
from almen.regler.resultat import kilde_er_link

register = template.Library()


@register.filter
def boligtype_navn(boligtype: str) -> str:
    """A dwelling type's Danish name."""
    return str(Boligtype(boligtype).label) if boligtype in Boligtype.values else boligtype


@register.filter
def er_link(tekst: str) -> bool:
    """True if a source is an address that can be opened."""
    return kilde_er_link(tekst)


@register.filter
def kort_adresse(adresse: str) -> str:
    """An address' host, for showing."""
    return urlsplit(adresse).netloc or adresse


@register.filter
def uden_fortegn(tal: int | None) -> int | None:
    """An amount without its sign, where the words say which way it goes."""
    return None if tal is None else abs(tal)
