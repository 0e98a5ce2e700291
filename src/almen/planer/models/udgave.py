"""What a plan or a policy said when it was decided. It can be put right afterwards; what was decided stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Planudgave(models.Model):
    """What the plan or policy of a case said at a decision, as JSON (`udgaveindhold`). Insert-only.

    `grund`: why a newer one was kept for the same decision, where the plan was first brought in line with it afterwards; else "".
    `soegetekst` is what the public search looks in.
    """

    sag = models.ForeignKey("sager.Sag", on_delete=models.PROTECT, related_name="planudgaver")
    beslutning = models.ForeignKey(
        "sager.Beslutning", on_delete=models.PROTECT, related_name="planudgaver", verbose_name="beslutning"
    )
    art = models.CharField("slags", max_length=40)
    navn = models.CharField("navn", max_length=200)
    indhold = models.JSONField("indhold", default=dict)
    soegetekst = models.TextField("søgetekst", blank=True)
    grund = models.CharField("grund", max_length=400, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "besluttet udgave"
        verbose_name_plural = "besluttede udgaver"
        ordering = ["sag", "id"]

    def __str__(self) -> str:
        return self.navn


class Gaeldendeudgave(models.Model):
    """The edition that stands: a projection of the case's decisions. No row: nothing is decided, or no longer."""

    sag = models.OneToOneField(
        "sager.Sag", on_delete=models.CASCADE, primary_key=True, related_name="gaeldendeudgave"
    )
    udgave = models.OneToOneField(Planudgave, on_delete=models.PROTECT, related_name="gaeldende")

    class Meta:
        verbose_name = "gældende udgave"
        verbose_name_plural = "gældende udgaver"
        ordering = ["-sag_id"]

    def __str__(self) -> str:
        return str(self.udgave)
