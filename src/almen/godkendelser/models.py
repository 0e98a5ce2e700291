"""What an approval case is about: the answers to its kind's questions, and the afdelinger it concerns."""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class Godkendelse(models.Model):
    """One application for approval; its kind is the case's type, its state follows from the route.

    `svar` holds the answers by the question's id as JSON (kroner and counts whole, decimals and days as text),
    `bilag` whether a demanded document is there (true, false; absent: not known). Old answers stand in the journal.
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="godkendelse")
    afdelinger = models.ManyToManyField(
        "organisationer.Afdeling", blank=True, related_name="godkendelser", verbose_name="afdelinger"
    )
    svar = models.JSONField("svar", default=dict)
    bilag = models.JSONField("bilag", default=dict)

    class Meta:
        verbose_name = "godkendelse"
        verbose_name_plural = "godkendelser"
        ordering = ["-sag_id"]

    def __str__(self) -> str:
        return str(self.sag)

    def get_absolute_url(self) -> str:
        return reverse("godkendelser:godkendelse", args=[self.sag.nummer])
