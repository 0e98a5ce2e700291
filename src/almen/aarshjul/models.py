"""A task of the year wheel: which item, which year, for whom, and the case that carries it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Aarshjulsopgave(models.Model):
    """One started task. Its state follows from the case; `frist` and what it rests on are as they were when it began.

    A task that has not been started is no row: it follows from the profile (`selectors.plan_aar`).
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="aarshjulsopgave")
    punkt = models.CharField("punkt", max_length=60)
    navn = models.CharField("opgave", max_length=100)
    aar = models.PositiveSmallIntegerField("år")
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aarshjulsopgaver",
        verbose_name="boligorganisation",
    )
    frist = models.DateField("frist")
    aktoer = models.CharField("hvem", max_length=40)
    hjemmel = models.CharField("hjemmel", max_length=200)
    sikkerhed = models.CharField("sikkerhed", max_length=12)

    class Meta:
        verbose_name = "årshjulsopgave"
        verbose_name_plural = "årshjulsopgaver"
        ordering = ["frist", "id"]
        indexes = [models.Index(fields=["aar", "punkt"], name="aarshjulsopgave_aar")]
        constraints = [
            models.UniqueConstraint(
                fields=["punkt", "aar", "boligorganisation"],
                condition=Q(boligorganisation__isnull=False),
                name="aarshjulsopgave_en_pr_organisation",
            ),
            models.UniqueConstraint(
                fields=["punkt", "aar"],
                condition=Q(boligorganisation__isnull=True),
                name="aarshjulsopgave_en_pr_aar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.navn} {self.aar}"

    def get_absolute_url(self) -> str:
        return self.sag.get_absolute_url()
