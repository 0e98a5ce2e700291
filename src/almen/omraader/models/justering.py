"""A proposal to adjust flexible letting in an area that develops badly (M12); a case with a route."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from almen.omraader.models.omraade import Omraade


class Udlejningsjustering(models.Model):
    """What such a case is about. `anledning` holds the figures, thresholds and projections as they stood when it was opened."""

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="udlejningsjustering")
    omraade = models.ForeignKey(
        Omraade, on_delete=models.PROTECT, related_name="udlejningsjusteringer", verbose_name="område"
    )
    afdelinger = models.ManyToManyField(
        "organisationer.Afdeling", blank=True, related_name="udlejningsjusteringer", verbose_name="afdelinger"
    )
    anledning = models.JSONField("anledningen i tal", default=dict)
    begrundelse = models.TextField("hvorfor", blank=True)
    forslag = models.TextField("forslag til kriterier og andele", blank=True)

    class Meta:
        verbose_name = "forslag om ændret fleksibel udlejning"
        verbose_name_plural = "forslag om ændret fleksibel udlejning"
        ordering = ["-sag_id"]

    def __str__(self) -> str:
        return str(self.sag)

    def get_absolute_url(self) -> str:
        return reverse("omraader:justering", args=[self.sag.nummer])
