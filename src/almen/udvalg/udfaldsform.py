"""The form of one item's outcome; a whole meeting is many of them on one page, filled from the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from almen.grundlag.selectors import sagsgang_of
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import REGISTER
from almen.sagsgang.udfald import Trinstatus, Udfald, allowed_udfald, udfald_navn
from almen.udvalg.models import Dagsordenspunkt, Forslagsudfald, Punktudfald
from almen.udvalg.services import Forslag, Udfaldsdata
from almen.ui.forms import AlmenForm
from almen.ui.lette_felter import LetSkjult, LetTekst, LetTekstfelt, LetValg

BEMAERKNING = "Én linje for hvert parti: Parti: bemærkningen."
FORREST = ("udfald", "stemmer", "tekst", "set_antal")
FORSLAG = "Én linje for hvert forslag: Stiller: forslaget = vedtaget, forkastet eller bortfaldet."


class UdfaldForm(AlmenForm):
    """What came of one item. Empty outcome: nothing is recorded for it."""

    hide_optional = True

    udfald = forms.ChoiceField(label="Udfald", required=False, widget=LetValg)
    stemmer = forms.CharField(label="Stemmer", required=False, max_length=1000, widget=LetTekst)
    tekst = forms.CharField(
        label="Tekst", required=False, max_length=5000, widget=LetTekstfelt(attrs={"rows": "1"})
    )
    tilbage_til = forms.ChoiceField(label="Sendes tilbage til", required=False, widget=LetValg)
    standset_af = forms.CharField(
        label="Standset af",
        required=False,
        max_length=200,
        widget=LetTekst(attrs={"list": "medlemmer", "autocomplete": "off"}),
    )
    inhabile = forms.CharField(
        label="Inhabile, som forlod mødet", required=False, max_length=400, widget=LetTekst
    )
    bemaerkninger = forms.CharField(
        label="Protokolbemærkninger",
        required=False,
        max_length=5000,
        widget=LetTekstfelt(attrs={"rows": "2"}),
    )
    forslag = forms.CharField(
        label="Ændringsforslag", required=False, max_length=5000, widget=LetTekstfelt(attrs={"rows": "2"})
    )
    set_antal = forms.IntegerField(required=False, widget=LetSkjult)

    def __init__(
        self,
        *args: Any,
        punkt: Dagsordenspunkt,
        status: str | None,
        antal_beslutninger: int = 0,
        forvalg: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix=f"p{punkt.pk}", **kwargs)
        self.punkt = punkt
        self.step = _step_of(punkt)
        outcomes = _outcomes(punkt, self.step, status)
        self.fields["udfald"].choices = [("", "–"), *outcomes]  # type: ignore[attr-defined]
        self.fields["set_antal"].initial = antal_beslutninger
        if forvalg and outcomes:
            self.fields["udfald"].initial = outcomes[0][0]
        self._add_steps_back()
        self.dispensationer = self.step.dispensation_mulig if self.step else ()
        for key in self.dispensationer:
            known = REGISTER.kontroller.get(key)
            self.fields[f"disp_{key}"] = forms.CharField(
                label=f"Dispensation: {known.navn if known else key}",
                required=False,
                max_length=1000,
                widget=LetTekst(attrs={"class": "form-input"}),
            )

    def _add_steps_back(self) -> None:
        if self.punkt.sag is None or self.step is None:
            del self.fields["tilbage_til"]
            return
        route = sagsgang_of(self.punkt.sag.sagsgangsversion_id)
        earlier = [item for item in route.orden if item.id in route.forgaengere[self.step.id]]
        choices = [("", "Vælg"), *((item.id, item.navn) for item in earlier)]
        self.fields["tilbage_til"].choices = choices  # type: ignore[attr-defined]

    def clean_bemaerkninger(self) -> dict[str, str]:
        """Party → remark."""
        found: dict[str, str] = {}
        for line in _lines(self.cleaned_data["bemaerkninger"]):
            parti, colon, text = line.partition(":")
            if not (colon and parti.strip() and text.strip()):
                raise forms.ValidationError(f"“{line[:60]}” kan ikke læses. {BEMAERKNING}")
            found[parti.strip()[:60]] = f"{found.get(parti.strip()[:60], '')} {text.strip()}".strip()
        return found

    def clean_forslag(self) -> tuple[Forslag, ...]:
        """The amendments."""
        found = []
        for line in _lines(self.cleaned_data["forslag"]):
            stiller, colon, rest = line.partition(":")
            text, equals, resultat = rest.rpartition("=")
            if not (colon and equals and stiller.strip() and text.strip()) or (
                resultat.strip().lower() not in Forslagsudfald.values
            ):
                raise forms.ValidationError(f"“{line[:60]}” kan ikke læses. {FORSLAG}")
            found.append(Forslag(stiller.strip()[:120], text.strip(), resultat.strip().lower()))
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """Text without an outcome would be lost: it is asked for."""
        values = super().clean() or {}
        typed = ("stemmer", "tekst", "standset_af", "inhabile", "bemaerkninger", "forslag", "tilbage_til")
        if not values.get("udfald") and not self.errors and any(values.get(name) for name in typed):
            self.add_error("udfald", "Vælg udfaldet; uden det bliver det skrevne ikke gemt.")
        if values.get("udfald") == Udfald.SENDT_TILBAGE and self.step and not values.get("tilbage_til"):
            self.add_error("tilbage_til", "Vælg, hvilket trin sagen sendes tilbage til.")
        return values

    def data_of_minutes(self) -> Udfaldsdata:
        """What was entered, for the service."""
        values = self.cleaned_data
        return Udfaldsdata(
            udfald=values["udfald"],
            tekst=values["tekst"],
            tilbage_til=values.get("tilbage_til") or "",
            stemmer=values["stemmer"],
            standset_af=values["standset_af"].strip(),
            inhabile=tuple(item.strip() for item in values["inhabile"].split(",") if item.strip()),
            bemaerkninger=values["bemaerkninger"],
            forslag=values["forslag"],
            dispensationer={key: values.get(f"disp_{key}", "") for key in self.dispensationer},
            set_antal=values["set_antal"] if self.punkt.sag_id else None,
        )

    def place(self, fejl: Mapping[str, str]) -> None:
        """A refusal at the fields it concerns, the rest at the outcome."""
        for felt, besked in fejl.items():
            name = {"begrundelse": "tekst"}.get(felt, felt)
            if felt.startswith("kontrol:"):
                name = f"disp_{felt.removeprefix('kontrol:')}"
            self.add_error(name if name in self.fields else "udfald", besked)

    @property
    def forrest(self) -> list[forms.BoundField]:
        """The fields that are always shown."""
        return [self[name] for name in FORREST]

    @property
    def foldet(self) -> list[forms.BoundField]:
        """The fields that most items do not need."""
        return [self[name] for name in self.fields if name not in FORREST]

    @property
    def mere_aaben(self) -> bool:
        """True where one of the folded fields holds something or is wrong."""
        return self.is_bound and any(field.errors or field.value() for field in self.foldet)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _step_of(punkt: Dagsordenspunkt) -> Trin | None:
    if punkt.sag is None:
        return None
    return sagsgang_of(punkt.sag.sagsgangsversion_id).efter_id.get(punkt.trin)


def _outcomes(punkt: Dagsordenspunkt, step: Trin | None, status: str | None) -> list[tuple[str, str]]:
    """The outcomes that can be recorded now, the plain positive one first; none where the step is not open."""
    if punkt.sag is None:
        return [(item.value, udfald_navn("godkender", item)) for item in Punktudfald.UDEN_SAG]
    if step is None or status is None:
        return []
    found = list(allowed_udfald(step, status))
    if status == Trinstatus.STANDSET:
        # On the council's agenda its own decision comes first.
        found.sort(key=lambda item: item != Udfald.GODKENDT)
    return [(item.value, udfald_navn(step.handling, item)) for item in found]
