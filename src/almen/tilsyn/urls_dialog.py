"""Addresses of the dialogues."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from almen.tilsyn.views import dialog, dialogaftaler, dialogmoede

SAG = "tilsyn/dialog/<str:nummer>/"
DEL, PUNKT, AFTALE = f"{SAG}materiale/<int:pk>/", f"{SAG}punkt/<int:pk>/", f"{SAG}aftale/<int:pk>/"

SIDER: list[URLPattern] = [
    path("tilsyn/aftaler/", dialogaftaler.Aftaleliste.as_view(), name="aftaler"),
    path(SAG, dialog.dialog, name="dialog"),
    path(f"{DEL}modtag/", dialog.modtag, name="dialog_modtag"),
    path(f"{DEL}gennemgaa/", dialog.gennemgaa, name="dialog_gennemgaa"),
    path(f"{DEL}undlad/", dialog.undlad, name="dialog_undlad"),
    path(f"{DEL}frist/", dialog.materialefrist, name="dialog_materialefrist"),
    path(f"{DEL}fortryd/", dialog.fortryd, name="dialog_fortryd"),
    path(f"{SAG}forslag/", dialogmoede.forslag, name="dialog_forslag"),
    path(f"{SAG}punkt/ny/", dialogmoede.nyt_punkt, name="dialog_punkt_ny"),
    path(PUNKT, dialogmoede.ret_punkt, name="dialog_punkt"),
    path(f"{PUNKT}fjern/", dialogmoede.fjern_punkt, name="dialog_punkt_fjern"),
    path(f"{PUNKT}luk/", dialogmoede.luk_punkt, name="dialog_punkt_luk"),
    path(f"{PUNKT}<str:retning>/", dialogmoede.flyt_punkt, name="dialog_punkt_flyt"),
    path(f"{SAG}moede/", dialogmoede.moede, name="dialog_moede"),
    path(f"{SAG}medtag/", dialogmoede.medtag, name="dialog_medtag"),
    path(f"{SAG}referat/", dialogmoede.referat, name="dialog_referat"),
    path(f"{SAG}aftale/ny/", dialogaftaler.ny_aftale, name="dialog_aftale_ny"),
    path(AFTALE, dialogaftaler.ret_aftale, name="dialog_aftale"),
    path(f"{AFTALE}slet/", dialogaftaler.slet_aftale, name="dialog_aftale_slet"),
    path(f"{AFTALE}opfoelgning/", dialogaftaler.opfoelgning, name="dialog_opfoelgning"),
    path(f"{SAG}redegoerelse/", dialog.redegoerelse, name="dialog_redegoerelse"),
    path(f"{SAG}traek-tilbage/", dialog.traek_tilbage, name="dialog_traek_tilbage"),
]
