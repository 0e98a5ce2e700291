"""The journal: of one case, and of the whole system."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from almen.organisationer.models import Bruger
from almen.sager import adgang
from almen.sager.models import Journalpost
from almen.sager.views.opslag import find_sag
from almen.ui.filtre import AlmenFilterSet, ChoiceFilter, DatoFilter, ModelChoiceFilter
from almen.ui.kolonner import Kolonne
from almen.ui.lists import ListView

ARTER = (
    ("sag_aabnet", "Sag åbnet"),
    ("beslutning", "Beslutning"),
    ("notat", "Notat"),
    ("dokument", "Dokument"),
    ("dokument_laest", "Fortroligt dokument læst"),
    ("frist", "Frist"),
    ("frist_opfyldt", "Frist opfyldt"),
    ("sag_rettet", "Sag rettet"),
    ("ansvarlig_skiftet", "Ansvarlig skiftet"),
    ("sagsgang_skiftet", "Sagsgang skiftet"),
    ("sag_annulleret", "Sag annulleret"),
    ("sat_paa_dagsorden", "Sat på dagsordenen"),
    ("punktudfald", "Udfald uden sag"),
    ("dokument_rettet", "Dokument rettet"),
    ("offentliggjort", "Offentliggjort"),
    ("trukket_tilbage", "Trukket tilbage"),
    ("skabelon", "Skabelon lagt ind"),
    ("skabelon_i_brug", "Skabelon i brug"),
)


def _sag_url(post: Journalpost) -> str | None:
    return reverse("sager:sag", args=[post.sag.nummer]) if post.sag else None


JOURNAL_KOLONNER = [
    Kolonne("tidspunkt", "Tidspunkt", "tidspunkt", "tidspunkt", sorter="id"),
    Kolonne("sag", "Sag", lambda post: post.sag.nummer if post.sag else "System", url=_sag_url),
    Kolonne("tekst", "Hvad", "tekst"),
    Kolonne("bruger", "Hvem", lambda post: str(post.bruger)),
    Kolonne("art", "Art", lambda post: dict(ARTER).get(post.art, post.art), skjult=True),
    Kolonne("nummer", "Nr. i kæden", "nummer", "heltal"),
    Kolonne(
        "hash", "Kontrolsum", lambda post: post.hash[:12], beskrivelse="De første tegn af postens SHA-256"
    ),
]


class JournalFilter(AlmenFilterSet):
    """What the journal can be narrowed by."""

    art = ChoiceFilter(label="Art", choices=ARTER)
    bruger = ModelChoiceFilter(label="Bruger", queryset=Bruger.objects.all())
    fra = DatoFilter(label="Fra", field_name="tidspunkt", lookup_expr="date__gte")
    til = DatoFilter(label="Til", field_name="tidspunkt", lookup_expr="date__lte")

    class Meta:
        model = Journalpost
        fields: list[str] = []


class SystemJournal(ListView):
    """All posts that the user may see."""

    titel = "Journal"
    navn = ("post", "poster")
    beskrivelse = (
        "Alt, hvad der er gjort. Poster føjes til og ændres aldrig; hver bærer kontrolsummen af den forrige."
    )
    kolonner = JOURNAL_KOLONNER
    filterset_class = JournalFilter
    search_fields = ("tekst",)
    standard_sortering = ("-id",)
    eksport_navn = "journal"

    def get_queryset(self) -> QuerySet[Any]:
        """Visible posts with case and user."""
        return adgang.visible_journal(self.request.user).select_related("sag", "bruger")  # type: ignore[arg-type]


class SagJournal(SystemJournal):
    """One case's posts."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Finds the case through the user's rights."""
        super().setup(request, *args, **kwargs)
        self.sag = find_sag(request, kwargs["nummer"]) if request.user.is_authenticated else None
        if self.sag is not None:
            self.titel = f"Journal for {self.sag.nummer}"
            self.broedkrumme = [
                ("Sager", reverse("sager:liste")),
                (self.sag.nummer, self.sag.get_absolute_url()),
            ]

    def get_queryset(self) -> QuerySet[Any]:
        """The case's visible posts."""
        return super().get_queryset().filter(sag=self.sag)
