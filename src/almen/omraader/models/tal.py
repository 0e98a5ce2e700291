"""What was read: yearly figures on areas and references, and the classes that the state has published. Only added, never altered."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from almen.grundlag.models import Aflaesning, printed
from almen.omraader.models.omraade import Omraade


class Noegletal(Aflaesning):
    """One reading of one figure on a list's day: of an area, or a reference of a region ("" the whole country).

    `liste` is the list's day (`regler.omraadeklasse.day_of_list`). `indikator` is an id of the catalogue
    (`omraader/indikatorer.py`). `vaerdi` None: the source says that it does not know. `decimaler` are the printed ones.
    """

    omraade = models.ForeignKey(
        Omraade, on_delete=models.PROTECT, null=True, related_name="noegletal", verbose_name="område"
    )
    region = models.CharField("region", max_length=40, blank=True)
    liste = models.DateField("listens dag")
    indikator = models.CharField("indikator", max_length=60)
    vaerdi = models.DecimalField("værdi", max_digits=14, decimal_places=4, null=True)
    decimaler = models.PositiveSmallIntegerField("trykte decimaler", default=0)

    class Meta:
        verbose_name = "nøgletal"
        verbose_name_plural = "nøgletal"
        ordering = ["-liste", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["omraade", "liste", "indikator"],
                condition=Q(erstatter__isnull=True, omraade__isnull=False),
                name="noegletal_foerste_omraade",
            ),
            models.UniqueConstraint(
                fields=["region", "liste", "indikator"],
                condition=Q(erstatter__isnull=True, omraade__isnull=True),
                name="noegletal_foerste_reference",
            ),
            models.CheckConstraint(
                condition=Q(omraade__isnull=True) | Q(region=""), name="noegletal_omraade_eller_region"
            ),
            models.CheckConstraint(
                condition=Q(vaerdi__isnull=True) | Q(vaerdi__gte=0), name="noegletal_ikke_negativt"
            ),
            models.CheckConstraint(
                condition=Q(erstatter__isnull=True) | ~Q(begrundelse=""), name="noegletal_begrundet"
            ),
        ]
        indexes = [models.Index(fields=["liste", "indikator"], name="noegletal_liste")]

    def __str__(self) -> str:
        return f"{self.omraade or self.region or 'Hele landet'} {self.liste.year}: {self.indikator}"

    def get_absolute_url(self) -> str:
        return reverse("omraader:noegletal", args=[self.pk])

    @property
    def tal(self) -> Decimal | None:
        """The figure with the decimals it was printed with."""
        return None if self.vaerdi is None else printed(self.vaerdi, self.decimaler)


class Listeudpegning(Aflaesning):
    """The classes that the state's list of a day gives an area; an empty list: the area is on none.

    The published class is the legal fact; what is computed is a check beside it (areas.md 7).
    """

    omraade = models.ForeignKey(Omraade, on_delete=models.PROTECT, related_name="listeudpegninger")
    liste = models.DateField("listens dag")
    klasser = models.JSONField("klasser", default=list)

    class Meta:
        verbose_name = "udpegning på statens lister"
        verbose_name_plural = "udpegninger på statens lister"
        ordering = ["-liste", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["omraade", "liste"],
                condition=Q(erstatter__isnull=True),
                name="listeudpegning_foerste",
            ),
            models.CheckConstraint(
                condition=Q(erstatter__isnull=True) | ~Q(begrundelse=""), name="listeudpegning_begrundet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.omraade} {self.liste.year}"

    def get_absolute_url(self) -> str:
        return reverse("omraader:omraade", args=[self.omraade_id])
