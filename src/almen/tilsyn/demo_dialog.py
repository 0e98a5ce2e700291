"""The demo's dialogues: all synthetic, marked DEMO; years are counted back from the year of loading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone

from almen.organisationer.models import Boligorganisation, Bruger
from almen.sager.models import Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import record_beslutning
from almen.sagsgang.profil import KOMMUNER
from almen.sagsgang.udfald import allowed_udfald
from almen.sagsgang.yamltekst import read_yaml
from almen.tilsyn.dialogfrister import last_day_of
from almen.tilsyn.dialogtemaer import load_temaer
from almen.tilsyn.models import Aftalestatus, Materialeart, Styringsdialog
from almen.tilsyn.redegoerelsesudkast import draft_redegoerelse
from almen.tilsyn.selectors.dialogside import aftaler_of
from almen.tilsyn.services.dialog import open_dialog
from almen.tilsyn.services.dialogaftale import Aftaleinput, add_aftale, follow_up
from almen.tilsyn.services.dialogmoede import Konklusion, Punktinput, add_punkter, save_moede, save_referat
from almen.tilsyn.services.redegoerelse import save_redegoerelse
from almen.tilsyn.services.viderefoersel import carry_forward

FIL = "9-styringsdialoger.yaml"


def load_demo(bruger: Bruger) -> None:
    """Loads the demo's dialogues if there are none; a municipality without the file has none."""
    path = KOMMUNER / settings.ALMEN_KOMMUNE / "demo" / FIL
    if not path.is_file() or Styringsdialog.objects.exists():
        return
    whole = read_yaml(path.read_text(encoding="utf-8"))["styringsdialoger"]
    this_year = timezone.localdate().year
    for item in whole["forloeb"]:
        data = {**whole, "aftaler": [], "aabne": []} if item.get("uden_aftaler") else whole
        for organisation in Boligorganisation.objects.filter(kortnavn__in=item["organisationer"]):
            for offset, last in sorted(item["aar"].items()):
                _Aar(data, bruger, organisation, this_year + offset).run(last)


class _Aar:
    """One organisation's dialogue of one year, walked to a step."""

    def __init__(
        self, data: Mapping[str, Any], bruger: Bruger, organisation: Boligorganisation, aar: int
    ) -> None:
        self.data, self.bruger, self.aar = data, bruger, aar
        sag = open_dialog(
            bruger=bruger,
            boligorganisation=organisation,
            aar=aar,
            frist=last_day_of(aar),
            titel=f"Styringsdialog {aar}, {organisation} (DEMO)",
            aabnet_dato=self.day("aabnet"),
            demo=True,
        )
        self.pk = sag.pk

    def day(self, step: str) -> dt.date:
        """The step's day in the dialogue's year; never after today."""
        month, day = self.data["dage"][step]
        return min(dt.date(self.aar, month, day), timezone.localdate())

    def run(self, last: str) -> None:
        """Records the steps up to and with `last`, each with what it demands."""
        sag = Sag.objects.get(pk=self.pk)
        for trin in load_forloeb(sag).sagsgang.orden:
            sag = Sag.objects.select_related("styringsdialog__boligorganisation").get(pk=self.pk)
            dialog: Styringsdialog = sag.styringsdialog  # type: ignore[attr-defined]
            dialog.sag = sag
            if prepare := getattr(self, f"_{trin.id}", None):
                prepare(dialog)
            record_beslutning(
                bruger=self.bruger,
                sag=Sag.objects.get(pk=self.pk),
                trin=trin.id,
                udfald=allowed_udfald(trin)[0],
                dato=self.day(trin.id),
                kilde=self.data["kilde"],
            )
            if trin.id == last:
                break

    # Material is written in one statement: eight parts of many dialogues, each an act of its own, would take a minute.
    def _foreloebige_tal(self, dialog: Styringsdialog) -> None:
        dialog.materialer.filter(art=Materialeart.FORELOEBIGE_TAL).update(
            modtaget=self.day("foreloebige_tal")
        )

    def _materiale(self, dialog: Styringsdialog) -> None:
        rows = dialog.materialer.filter(modtaget__isnull=True)
        rows.exclude(art=Materialeart.ANALYSER).update(modtaget=self.day("materiale"))
        rows.filter(art=Materialeart.ANALYSER).update(undladt=True, bemaerkning="DEMO: Ingen analyser i år.")

    def _gennemgang(self, dialog: Styringsdialog) -> None:
        dialog.materialer.filter(modtaget__isnull=False).update(
            gennemgaaet=self.day("gennemgang"),
            gennemgaaet_af=self.bruger,
            bemaerkning=self.data["bemaerkning"],
        )

    def _dagsorden(self, dialog: Styringsdialog) -> None:
        carry_forward(bruger=self.bruger, dialog=dialog)
        themes = [Punktinput(item.titel, item.oplaeg, item.navn) for item in load_temaer().temaer]
        add_punkter(bruger=self.bruger, dialog=dialog, punkter=themes)
        save_moede(
            bruger=self.bruger,
            dialog=dialog,
            dato=self.day("moede"),
            sted=self.data["sted"],
            deltagere=self.data["deltagere"],
        )

    def _referat(self, dialog: Styringsdialog) -> None:
        points = list(dialog.punkter.all())
        themes = {item.navn: item.id for item in load_temaer().temaer}
        by_theme = {themes.get(row.tema): row.pk for row in reversed(points)}
        save_referat(
            bruger=self.bruger,
            dialog=dialog,
            referat=self.data["referat"],
            konklusioner={
                row.pk: Konklusion(
                    self.data["konklusioner"].get(themes.get(row.tema), "DEMO: Drøftet."),
                    themes.get(row.tema) in self.data["aabne"] and row.genoptaget_fra_id is None,
                )
                for row in points
            },
        )
        for item in self.data["aftaler"]:
            self._agree(dialog, item, by_theme.get(item["tema"]))
        # What was carried here from the year before has been done since.
        for row in dialog.aftaler.filter(viderefoert_fra__isnull=False, status=Aftalestatus.AABEN):
            follow_up(
                bruger=self.bruger,
                aftale=row,
                status="opfyldt",
                note="DEMO: Modtaget.",
                dato=self.day("referat"),
            )

    def _agree(self, dialog: Styringsdialog, item: Mapping[str, Any], punkt: int | None) -> None:
        day = self.day("moede") + relativedelta(months=item["efter_maaneder"])
        row = add_aftale(
            bruger=self.bruger,
            dialog=dialog,
            aftale=Aftaleinput(item["tekst"], item["part"], item["ejer"], day, punkt),
        )
        if item["status"] != Aftalestatus.AABEN and day < timezone.localdate():
            follow_up(
                bruger=self.bruger, aftale=row, status=item["status"], note=item.get("note", ""), dato=day
            )

    def _redegoerelse(self, dialog: Styringsdialog) -> None:
        text = draft_redegoerelse(dialog, dialog.punkter.all(), aftaler_of(dialog))
        save_redegoerelse(bruger=self.bruger, dialog=dialog, tekst=text)
