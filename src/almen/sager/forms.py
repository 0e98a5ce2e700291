"""Forms of the case pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from almen.organisationer.models import Bruger
from almen.organisationer.selectors import current_profil
from almen.papirer.services import MAX_BYTE
from almen.sager.adgang import WORKS_WITH_CASES
from almen.sager.models import Fortrolighed
from almen.sager.selectors.forloeb import Forloeb
from almen.sager.services import describe_latest
from almen.sagsgang.definition import Trin
from almen.sagsgang.register import Kontrolsvar
from almen.sagsgang.tilstand import Tilstand
from almen.sagsgang.udfald import Udfald, allowed_udfald, udfald_navn
from almen.ui.forms import AlmenForm, DatoField


class BeslutningForm(AlmenForm):
    """Recording a decision on one step; fields follow from the step and from the checks that fail."""

    udfald = forms.ChoiceField(label="Udfald", widget=forms.RadioSelect)
    dato = DatoField(
        label="Besluttet den", help_text="Den dag, beslutningen blev truffet. Må gerne ligge tilbage i tiden."
    )
    tilbage_til = forms.ChoiceField(
        label="Sendes tilbage til",
        required=False,
        help_text="Kun når sagen sendes tilbage: trinnet og alt, hvad der følger, skal gøres om.",
    )
    begrundelse = forms.CharField(
        label="Begrundelse eller bemærkning",
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text="Kræves, når noget forkastes, udsættes, sendes tilbage eller standses.",
    )
    moede = forms.CharField(
        label="Møde og punkt", required=False, max_length=200, help_text="Fx møde 26.01.2026, punkt 13."
    )
    kilde = forms.CharField(
        label="Kilde", required=False, max_length=500, help_text="Referatets adresse eller dokumentets navn."
    )
    set_antal = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        forloeb: Forloeb,
        trin: Trin,
        svar: tuple[Kontrolsvar, ...],
        own: bool,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", {}).update(
            {"dato": timezone.localdate(), "set_antal": len(forloeb.beslutninger)}
        )
        super().__init__(*args, **kwargs)
        self.forloeb = forloeb
        state: Tilstand = forloeb.tilstand
        outcomes = allowed_udfald(trin, state.trin[trin.id].status)
        self.fields["udfald"].choices = [(item.value, udfald_navn(trin.handling, item)) for item in outcomes]  # type: ignore[attr-defined]
        self.fields["udfald"].initial = outcomes[0].value if outcomes else None
        before = [item for item in forloeb.sagsgang.orden if item.id in forloeb.sagsgang.forgaengere[trin.id]]
        self.fields["tilbage_til"].choices = [("", "Ingen"), *((item.id, item.navn) for item in before)]  # type: ignore[attr-defined]
        if Udfald.SENDT_TILBAGE not in outcomes:
            del self.fields["tilbage_til"]
        if not own:
            self.fields[
                "kilde"
            ].help_text = "Du registrerer for et andet organ: angiv mødet og punktet eller kilden."
        self.dispensationer = [
            item for item in svar if item.udfald == "nej" and item.id in trin.dispensation_mulig
        ]
        for item in self.dispensationer:
            self.fields[f"disp_{item.id}"] = forms.CharField(
                label=f"Dispensation: {item.titel}",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"class": "form-input", "rows": 3}),
                help_text="Kontrollen er ikke i orden. Skriv begrundelsen for at beslutte alligevel.",
            )

    def clean(self) -> dict[str, Any]:
        """Says first of all if somebody else has decided meanwhile: then the rest no longer fits."""
        values = super().clean() or {}
        if values.get("set_antal") != len(self.forloeb.beslutninger) and self.forloeb.beslutninger:
            self._errors = forms.utils.ErrorDict(renderer=self.renderer)
            self.add_error(None, describe_latest(self.forloeb))
        return values

    def given_dispensationer(self) -> dict[str, str]:
        """Check → reason, as typed."""
        return {item.id: self.cleaned_data.get(f"disp_{item.id}", "") for item in self.dispensationer}


class NotatForm(AlmenForm):
    """A note in the journal."""

    tekst = forms.CharField(label="Notat", max_length=1000, widget=forms.Textarea)
    fortrolighed = forms.ChoiceField(
        label="Hvem må se det", choices=Fortrolighed.choices, initial=Fortrolighed.INTERN
    )


class DokumentForm(AlmenForm):
    """A new document."""

    titel = forms.CharField(label="Titel", max_length=200)
    fil = forms.FileField(label="Fil", help_text="PDF, Word, Excel, billede eller tekst; højst 50 MB.")
    fortrolighed = forms.ChoiceField(
        label="Hvem må se det", choices=Fortrolighed.choices, initial=Fortrolighed.INTERN
    )


class DokumentretForm(AlmenForm):
    """What a document is called, and who may see it."""

    titel = forms.CharField(label="Titel", max_length=200)
    fortrolighed = forms.ChoiceField(
        label="Hvem må se det",
        choices=Fortrolighed.choices,
        help_text="Et åbent dokument ses også af sagens boligorganisation. Offentligt er det først, når det er offentliggjort.",
    )


class VersionForm(AlmenForm):
    """A new version of a document."""

    fil = forms.FileField(label="Ny version", help_text="PDF, Word, Excel, billede eller tekst; højst 50 MB.")


class SkabelonForm(AlmenForm):
    """A new template of a kind of paper."""

    fil = forms.FileField(label="Skabelon", max_length=200)
    bemaerkning = forms.CharField(
        label="Bemærkning", required=False, max_length=150, help_text="Fx hvad der er ændret."
    )

    def __init__(self, *args: Any, endelse: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endelse = endelse
        self.fields["fil"].help_text = f"En .{endelse}-fil; højst {MAX_BYTE // 1024 // 1024} MB."

    def clean_fil(self) -> Any:
        """The file, if it has the format that the page is about and is no larger than allowed."""
        file = self.cleaned_data["fil"]
        if not file.name.lower().endswith(f".{self.endelse}"):
            raise forms.ValidationError(f"“{file.name}” er ikke en .{self.endelse}-fil.")
        if file.size > MAX_BYTE:
            raise forms.ValidationError(f"Filen må højst fylde {MAX_BYTE // 1024 // 1024} MB.")
        return file


class FristForm(AlmenForm):
    """A deadline set by hand."""

    titel = forms.CharField(label="Hvad skal være sket", max_length=200)
    dato = DatoField(label="Senest den")
    aktoer = forms.ChoiceField(label="Hvem")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today, profil = timezone.localdate(), current_profil()
        self.fields["aktoer"].choices = [
            (item, profil.aktoer_navn(item, today)) for item in profil.aktoer_ids
        ]  # type: ignore[attr-defined]


class SagForm(AlmenForm):
    """Title, confidentiality and who has the case."""

    titel = forms.CharField(label="Titel", max_length=200)
    fortrolighed = forms.ChoiceField(
        label="Fortrolighed",
        choices=Fortrolighed.choices,
        help_text="En åben sag kan læses af alle, når et politisk organ har afgjort den; titlen med. "
        "Bliver den intern eller fortrolig, trækkes alt offentliggjort tilbage.",
    )
    ansvarlig = forms.ModelChoiceField(label="Ansvarlig", queryset=Bruger.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ansvarlig"].queryset = (  # type: ignore[attr-defined]
            Bruger.objects.filter(is_active=True, rolletildelinger__rolle__in=WORKS_WITH_CASES).distinct()
        )


class BegrundelseForm(AlmenForm):
    """Why a case is annulled, or opened again."""

    begrundelse = forms.CharField(label="Begrundelse", max_length=500, widget=forms.Textarea)


class FlytForm(AlmenForm):
    """Moving the case to another version of its route."""

    version = forms.ChoiceField(label="Ny sagsgang")
    begrundelse = forms.CharField(label="Begrundelse", max_length=500, widget=forms.Textarea)

    def __init__(self, *args: Any, versioner: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = versioner  # type: ignore[attr-defined]
