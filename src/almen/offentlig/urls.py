"""Addresses of the public pages. They are stable: what has once been linked to keeps its address."""

from __future__ import annotations

from django.urls import path

from almen.offentlig import feeds
from almen.offentlig.views import samling, sider

app_name = "offentlig"
urlpatterns = [
    path("robots.txt", sider.robots, name="robots"),
    path("offentlig/", sider.forside, name="forside"),
    path("offentlig/soeg/", sider.soeg, name="soeg"),
    path("offentlig/hvem-beslutter/", sider.hvem_beslutter, name="hvem_beslutter"),
    path("offentlig/hvem-beslutter/vej.svg", sider.vej_svg, name="vej_svg"),
    path("offentlig/data/", sider.data, name="data"),
    path("offentlig/katalog.json", sider.katalog, name="katalog"),
    path("offentlig/sitemap.xml", feeds.sitemap, name="sitemap"),
    path("offentlig/sitemap-<slug:section>.xml", feeds.sitemap_del, name="sitemap_del"),
    path("offentlig/<slug:samling>/", samling.liste, name="samling"),
    path("offentlig/<slug:samling>/data.csv", samling.hent_csv, name="csv"),
    path("offentlig/<slug:samling>/data.json", samling.hent_json, name="json"),
    path("offentlig/<slug:samling>/atom.xml", feeds.atom, name="atom"),
    path("offentlig/<slug:samling>/rss.xml", feeds.rss, name="rss"),
    path("offentlig/<slug:samling>/beskrivelse/", samling.beskrivelse, name="beskrivelse"),
    path("offentlig/<slug:samling>/beskrivelse.json", samling.beskrivelse_json, name="beskrivelse_json"),
    path("offentlig/<slug:samling>/<str:noegle>/", samling.ting, name="ting"),
    path("offentlig/<slug:samling>/<str:noegle>/data.json", samling.ting_json, name="ting_json"),
    path("offentlig/<slug:samling>/<str:noegle>/fil/", samling.fil, name="fil"),
]
