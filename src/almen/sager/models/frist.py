"""Deadlines of cases, and the reminders of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from almen.sager.models.sag import Sag


class Fristart(models.TextChoices):
    """Where a deadline comes from."""

    SAGSGANG = "sagsgang", "Sagsgang"
    LOV = "lov", "Lov"
    MANUEL = "manuel", "Fastsat af sagsbehandler"


class Frist(models.Model):
    """A deadline of a case. Those of route and statute are projections of the state; those by hand are data."""

    sag = models.ForeignKey(Sag, on_delete=models.CASCADE, related_name="frister")
    art = models.CharField("art", max_length=10, choices=Fristart.choices)
    trin = models.CharField("trin", max_length=60, blank=True)
    titel = models.CharField("titel", max_length=200)
    dato = models.DateField("frist")
    aktoer = models.CharField("hvem", max_length=40, blank=True)
    hjemmel = models.CharField("hjemmel", max_length=200, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, default="sikker")
    opfyldt = models.DateField("opfyldt", null=True, blank=True)

    class Meta:
        verbose_name = "frist"
        verbose_name_plural = "frister"
        ordering = ["dato", "id"]
        indexes = [
            models.Index(fields=["dato"], name="frist_aabne", condition=Q(opfyldt__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sag", "trin"], condition=~Q(art="manuel"), name="frist_en_pr_trin"
            )
        ]

    def __str__(self) -> str:
        return f"{self.titel} {self.dato}"


class Rykkergrund(models.TextChoices):
    """Why somebody was reminded."""

    SNART = "snart", "Fristen nærmer sig"
    OVERSKREDET = "overskredet", "Fristen er overskredet"


class Rykker(models.Model):
    """One reminder of one deadline, made at most once for each reason. `mail_sendt` is None while no mail has left."""

    sag = models.ForeignKey(Sag, on_delete=models.CASCADE, related_name="rykkere")
    trin = models.CharField("trin", max_length=60, blank=True)
    titel = models.CharField("frist", max_length=200)
    frist_dato = models.DateField("fristens dag")
    grund = models.CharField("grund", max_length=12, choices=Rykkergrund.choices)
    modtager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="modtager"
    )
    dato = models.DateField("rykket den")
    mail_sendt = models.DateTimeField("e-mail sendt", null=True, blank=True)

    class Meta:
        verbose_name = "rykker"
        verbose_name_plural = "rykkere"
        ordering = ["-dato", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sag", "trin", "titel", "frist_dato", "grund"], name="rykker_en_pr_grund"
            )
        ]

    def __str__(self) -> str:
        return f"{self.titel} {self.frist_dato}: {self.grund}"
