"""What the overview keeps of its own: the secret addresses of calendars."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Kalenderadresse(models.Model):
    """A calendar that a calendar program subscribes to. Its secret is never stored, only the SHA-256 of it.

    What it gives is what `bruger` may see at the time of asking. `indhold_*` tell when that last changed.
    """

    bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="kalenderadresser",
        verbose_name="tilhører",
    )
    navn = models.CharField("navn", max_length=80)
    kilder = models.JSONField("indhold", default=list)
    kun_egne = models.BooleanField("kun egne", default=True)
    noegle_sha256 = models.CharField(max_length=64, unique=True)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    sidst_brugt = models.DateField("sidst brugt", null=True, blank=True)
    indhold_sha256 = models.CharField(max_length=64, blank=True)
    indhold_aendret = models.DateTimeField(null=True, blank=True)
    tilbagekaldt = models.DateTimeField("tilbagekaldt", null=True, blank=True)
    tilbagekaldt_af = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tilbagekaldt af",
    )

    class Meta:
        verbose_name = "kalenderadresse"
        verbose_name_plural = "kalenderadresser"
        ordering = ["-oprettet", "-id"]

    def __str__(self) -> str:
        return self.navn
