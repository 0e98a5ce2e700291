"""What plans have of evaluations: mid-way and final (M28)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from almen.planer.models.plan import Plan


class Evalueringsart(models.TextChoices):
    """When in the plan's life."""

    MIDTVEJS = "midtvejs", "Midtvejsevaluering"
    SLUT = "slut", "Slutevaluering"


class Evaluering(models.Model):
    """An evaluation of a plan: when it is due, and once it is made what it says. The document is one of the case's."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="evalueringer")
    art = models.CharField("evaluering", max_length=10, choices=Evalueringsart.choices)
    frist = models.DateField("frist")
    afgivet = models.DateField("afgivet den", null=True, blank=True)
    konklusion = models.TextField("konklusion", blank=True)
    dokument = models.ForeignKey(
        "sager.Dokument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dokument",
    )
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "evaluering"
        verbose_name_plural = "evalueringer"
        ordering = ["frist"]
        constraints = [models.UniqueConstraint(fields=["plan", "art"], name="evaluering_art_unik")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.frist}"
