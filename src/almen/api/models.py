"""Programs that use the API, and the answers that repeated writes get again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Klient(models.Model):
    """A program with a token; its rights are those of its user. The token itself is never stored."""

    navn = models.CharField("navn", max_length=80)
    bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="klienter",
        verbose_name="handler som",
    )
    praefiks = models.CharField("begynder med", max_length=12)
    token_sha256 = models.CharField(max_length=64, unique=True)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    udloeber = models.DateField("udløber", null=True, blank=True)
    sidst_brugt = models.DateField("sidst brugt", null=True, blank=True, editable=False)
    tilbagekaldt = models.DateTimeField("tilbagekaldt", null=True, blank=True)

    class Meta:
        verbose_name = "klient"
        verbose_name_plural = "klienter"
        ordering = ["-oprettet"]

    def __str__(self) -> str:
        return self.navn


class Idempotensnoegle(models.Model):
    """The answer to one write; the same key with the same body gets it again, and nothing is done twice."""

    klient = models.ForeignKey(Klient, on_delete=models.CASCADE, related_name="noegler")
    noegle = models.CharField("nøgle", max_length=200)
    forespoergsel = models.CharField("kontrolsum af forespørgslen", max_length=64)
    status = models.PositiveSmallIntegerField("svarkode")
    svar = models.TextField("svar")
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)

    class Meta:
        verbose_name = "idempotensnøgle"
        verbose_name_plural = "idempotensnøgler"
        constraints = [models.UniqueConstraint(fields=["klient", "noegle"], name="idempotens_unik")]

    def __str__(self) -> str:
        return self.noegle
