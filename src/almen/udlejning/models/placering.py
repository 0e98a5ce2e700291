"""Where afdelinger stand on the stairs, in periods, and placements proposed in an adjustment (M12)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from almen.grundlag.models import Sikkerhed
from almen.udlejning.models.rammeaftale import PCT, Trappetrin


class Placering(models.Model):
    """An afdeling on a step from a day. On one of the stairs it stands on one step at a time; periods do not overlap.

    `justering` is the adjustment that placed it, None where the agreement itself did. `ophaevet`: the placement fell away
    (an adjustment was stopped or sent back) and counts as if it had never been.
    """

    afdeling = models.ForeignKey(
        "organisationer.Afdeling",
        on_delete=models.PROTECT,
        related_name="placeringer",
        verbose_name="afdeling",
    )
    trin = models.ForeignKey(
        Trappetrin, on_delete=models.PROTECT, related_name="placeringer", verbose_name="trin"
    )
    fra = models.DateField("fra")
    til = models.DateField("til", null=True, blank=True)
    begrundelse = models.CharField("hvorfor", max_length=400, blank=True)
    kilde = models.CharField("kilde", max_length=400)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    justering = models.ForeignKey(
        "omraader.Udlejningsjustering",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="placeringer",
    )
    ophaevet = models.BooleanField("ophævet", default=False)
    demo = models.BooleanField("demodata", default=False)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "placering på trappen"
        verbose_name_plural = "placeringer på trappen"
        ordering = ["afdeling", "trin__trappe", "-fra", "-id"]
        indexes = [models.Index(fields=["afdeling", "fra"], name="placering_afdeling")]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="placering_periode"
            ),
            models.UniqueConstraint(
                fields=["afdeling", "trin", "fra"],
                condition=Q(ophaevet=False),
                name="placering_en_pr_dag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling}: {self.trin}"


class Placeringsforslag(models.Model):
    """What an adjustment proposes for an afdeling: another step, and perhaps another share of flexible letting, from a day."""

    justering = models.ForeignKey(
        "omraader.Udlejningsjustering", on_delete=models.CASCADE, related_name="placeringsforslag"
    )
    afdeling = models.ForeignKey(
        "organisationer.Afdeling", on_delete=models.PROTECT, related_name="+", verbose_name="afdeling"
    )
    trin = models.ForeignKey(Trappetrin, on_delete=models.PROTECT, related_name="+", verbose_name="nyt trin")
    fleksibel_pct = models.DecimalField(
        "andel fleksibel udlejning (pct.)",
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=PCT,
    )
    fra = models.DateField("gælder fra")

    class Meta:
        verbose_name = "forslag til placering"
        verbose_name_plural = "forslag til placering"
        ordering = ["justering", "afdeling__nummer"]
        constraints = [
            models.UniqueConstraint(fields=["justering", "afdeling"], name="placeringsforslag_et_pr_afdeling")
        ]

    def __str__(self) -> str:
        return f"{self.afdeling}: {self.trin}"
