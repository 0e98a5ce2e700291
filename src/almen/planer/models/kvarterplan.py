"""What a kvarterplan has of its own, and what every plan has of reports: yearly status, mid-way and final evaluation (M27, M28)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from almen.planer.models.plan import Plan


class Kvarterplan(models.Model):
    """An områdefornyelse's frame, who takes part (functions, never persons), and who approves it.

    `ramme` in whole kroner: the sum that projects and years share. `i_br`: the council approves, not the committee.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="kvarterplan")
    ramme = models.BigIntegerField("ramme (kr.)", null=True, blank=True)
    beboere = models.TextField("beboerne i planen", blank=True)
    lokale_aktoerer = models.TextField("lokale aktører", blank=True)
    i_br = models.BooleanField("planen skal i Borgerrepræsentationen", default=False)

    class Meta:
        verbose_name = "kvarterplan"
        verbose_name_plural = "kvarterplaner"
        ordering = ["-plan_id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ramme__isnull=True) | models.Q(ramme__gte=0),
                name="kvarterplan_ikke_negativ",
            )
        ]

    def __str__(self) -> str:
        return str(self.plan)


class Evalueringsart(models.TextChoices):
    """What kind of report, and when in the plan's life."""

    AARLIG = "aarlig", "Årlig status"
    MIDTVEJS = "midtvejs", "Midtvejsevaluering"
    SLUT = "slut", "Slutevaluering"


class Evaluering(models.Model):
    """A report on a plan: when it is due, and once it is given what it says. The document is one of the case's.

    A yearly status comes once a year; the mid-way and the final evaluation once.
    """

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
        constraints = [
            models.UniqueConstraint(fields=["plan", "art", "frist"], name="evaluering_frist_unik"),
            models.UniqueConstraint(
                fields=["plan", "art"],
                condition=~models.Q(art="aarlig"),
                name="evaluering_art_unik",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.frist}"
