"""The building permit of a project: applied for, given, and the building taken into use."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Byggesag(models.Model):
    """The building case beside the support case (byggeloven; the municipality decides it elsewhere): three days, each with what
    is known. A day that is not known is empty.
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="byggesag")
    journalnummer = models.CharField("byggesagens nummer", max_length=40, blank=True)
    ansoegt = models.DateField("byggetilladelse søgt", null=True, blank=True)
    tilladelse = models.DateField("byggetilladelse givet", null=True, blank=True)
    ibrugtaget = models.DateField("færdigmeldt og taget i brug", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)

    class Meta:
        verbose_name = "byggesag"
        verbose_name_plural = "byggesager"
        ordering = ["sag"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(ansoegt__isnull=True) | Q(tilladelse__isnull=True) | Q(tilladelse__gte=F("ansoegt"))
                )
                & (
                    Q(tilladelse__isnull=True)
                    | Q(ibrugtaget__isnull=True)
                    | Q(ibrugtaget__gte=F("tilladelse"))
                )
                & (Q(ansoegt__isnull=True) | Q(ibrugtaget__isnull=True) | Q(ibrugtaget__gte=F("ansoegt"))),
                name="byggesag_dage_i_orden",
            )
        ]

    def __str__(self) -> str:
        return f"Byggesag {self.journalnummer}".strip()
