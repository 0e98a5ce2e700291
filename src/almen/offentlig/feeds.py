"""Feeds of the newest rows (Atom and RSS), and the map of all public pages for search engines."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from almen.offentlig.raekker import felter_of
from almen.offentlig.side import public
from almen.offentlig.views.samling import find_samling
from almen.organisationer.selectors import current_profil
from almen.ui.kolonner import shown
from almen.ui.offentligt import Offentligsamling, samlinger

NEWEST = 50
NOTHING_YET = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
Row = tuple[Offentligsamling, Any]


def _clean(text: str) -> str:
    # XML has no place for control characters; the feed generator refuses the whole feed for one.
    return "".join(char for char in text if char >= " " or char in "\t\n\r")


class _Steady(SyndicationFeed):
    """A feed with nothing in it is not new each time it is asked for."""

    def latest_post_date(self) -> dt.datetime:
        """The newest row's day; long ago where there is none."""
        return super().latest_post_date() if self.items else NOTHING_YET


class SteadyRss(_Steady, Rss201rev2Feed):
    """RSS."""


class SteadyAtom(_Steady, Atom1Feed):
    """Atom."""


class SamlingsRss(Feed[Row, Offentligsamling]):
    """The newest rows of a collection; one without days has no feed."""

    feed_type: Any = SteadyRss
    language = "da"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Offentligsamling:
        """The collection; 404 if there is none, or none of its rows has a day."""
        found = find_samling(kwargs["samling"])
        if not found.har_dato:
            raise Http404
        return found

    def title(self, obj: Offentligsamling) -> str:
        return f"{obj.navn} · {current_profil().navn}"

    def description(self, obj: Offentligsamling) -> str:
        return obj.beskrivelse

    subtitle = description

    def link(self, obj: Offentligsamling) -> str:
        return reverse("offentlig:samling", args=[obj.id])

    def items(self, obj: Offentligsamling) -> list[Row]:
        rows = obj.raekker()
        if isinstance(rows, list | tuple):
            rows = sorted(rows, key=lambda row: obj.dato(row) or dt.date.min, reverse=True)
        return [(obj, row) for row in rows[:NEWEST] if obj.dato(row)]

    def item_title(self, item: Any) -> str:
        samling, row = item
        title = ": ".join(filter(None, (samling.titel(row), samling.note(row))))
        return _clean(f"DEMO: {title}" if samling.demo(row) else title)

    def item_description(self, item: Any) -> str:
        samling, row = item
        lines = ((felt.overskrift, felt.text(felt.value(row))) for felt in shown(felter_of(samling)))
        return _clean(" · ".join(f"{titel}: {tekst}" for titel, tekst in lines))

    def item_link(self, item: Row) -> str:
        samling, row = item
        return samling.url(row)

    def item_pubdate(self, item: Row) -> dt.datetime:
        samling, row = item
        day = samling.dato(row) or dt.date.min
        return timezone.make_aware(dt.datetime.combine(day, dt.time()))

    item_updateddate = item_pubdate


class SamlingsAtom(SamlingsRss):
    """The same as Atom."""

    feed_type = SteadyAtom


rss = public(SamlingsRss())
atom = public(SamlingsAtom())


class Samlingskort(Sitemap[Any]):
    """The public pages of one collection."""

    limit = 5000

    def __init__(self, samling: Offentligsamling) -> None:
        self.samling = samling

    def items(self) -> Any:
        return self.samling.raekker()

    def location(self, item: Any) -> str:
        return self.samling.url(item)

    def lastmod(self, item: Any) -> dt.date | None:
        return self.samling.dato(item)


class Sidekort(Sitemap[str]):
    """The front page, *Hvem beslutter?*, the catalogue, and each collection's list."""

    def items(self) -> list[str]:
        fixed = [reverse(f"offentlig:{name}") for name in ("forside", "hvem_beslutter", "data")]
        return [*fixed, *(reverse("offentlig:samling", args=[item.id]) for item in samlinger())]

    def location(self, item: str) -> str:
        return item


def _maps() -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    return {"sider": Sidekort(), **{item.id: Samlingskort(item) for item in samlinger()}}


@public
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The map of maps: one for each collection, more pages of it where it is long."""
    from django.contrib.sitemaps.views import index

    return _finished(index(request, sitemaps=_maps(), sitemap_url_name="offentlig:sitemap_del"))


@public
def sitemap_del(request: HttpRequest, section: str) -> HttpResponseBase:
    """One collection's map; `?p=` is the page."""
    return _finished(sitemap_view(request, sitemaps=_maps(), section=section))


def _finished(response: Any) -> HttpResponseBase:
    # Rendered here, so that the fingerprint of the answer can be taken.
    rendered: HttpResponseBase = response.render()
    return rendered
