"""Key figures of boligorganisationer and afdelinger as they were read, and the picture that is computed from them."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from almen.grundlag.models import Aflaesning, printed


class Tilsynstal(Aflaesning):
    """One reading of one key figure of a financial year. Insert-only; a newer reading points at the one it replaces.

    `afdeling` None: the boligorganisation's own figure. `indikator` is an id of the catalogue (`tilsyn/indikatorer.py`).
    `vaerdi` None: the source says that it does not know. `decimaler` are the printed ones.
    """

    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        related_name="tilsynstal",
        verbose_name="boligorganisation",
    )
    afdeling = models.ForeignKey(
        "organisationer.Afdeling",
        on_delete=models.PROTECT,
        null=True,
        related_name="tilsynstal",
        verbose_name="afdeling",
    )
    aar = models.PositiveSmallIntegerField("regnskabsår")
    indikator = models.CharField("nøgletal", max_length=60)
    vaerdi = models.DecimalField("værdi", max_digits=16, decimal_places=4, null=True)
    decimaler = models.PositiveSmallIntegerField("trykte decimaler", default=0)

    class Meta:
        verbose_name = "nøgletal i tilsynet"
        verbose_name_plural = "nøgletal i tilsynet"
        ordering = ["-aar", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["boligorganisation", "aar", "indikator"],
                condition=Q(erstatter__isnull=True, afdeling__isnull=True),
                name="tilsynstal_foerste_organisation",
            ),
            models.UniqueConstraint(
                fields=["afdeling", "aar", "indikator"],
                condition=Q(erstatter__isnull=True, afdeling__isnull=False),
                name="tilsynstal_foerste_afdeling",
            ),
            models.CheckConstraint(
                condition=Q(erstatter__isnull=True) | ~Q(begrundelse=""), name="tilsynstal_begrundet"
            ),
        ]
        indexes = [models.Index(fields=["aar", "indikator"], name="tilsynstal_aar")]

    def __str__(self) -> str:
        return f"{self.afdeling or self.boligorganisation} {self.aar}: {self.indikator}"

    def get_absolute_url(self) -> str:
        return reverse("tilsyn:noegletal", args=[self.pk])

    @property
    def tal(self) -> Decimal | None:
        """The figure with the decimals it was printed with."""
        return None if self.vaerdi is None else printed(self.vaerdi, self.decimaler)


class Tilsynsbillede(models.Model):
    """Projection that the risk pages read: one subject in one year with its figures and the flags that the rules raise.

    `tal` is indicator → figure as text, `flag` a list of flags with rule, severity, reason and figures as
    `tilsyn.risiko` gives them. `alvorlige` and `opmaerksomme` count them. `fingeraftryk` tells by which rules, limits and
    figures of others it was computed, so that an outdated row is known.
    """

    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation", on_delete=models.CASCADE, related_name="tilsynsbilleder"
    )
    afdeling = models.ForeignKey(
        "organisationer.Afdeling", on_delete=models.CASCADE, null=True, related_name="tilsynsbilleder"
    )
    aar = models.PositiveSmallIntegerField("regnskabsår")
    boliger = models.PositiveIntegerField("boliger", null=True)
    gruppe = models.CharField("sammenlignes med", max_length=60, blank=True)
    tal = models.JSONField("nøgletal", default=dict)
    flag = models.JSONField("tegn", default=list)
    alvorlige = models.PositiveSmallIntegerField("alvorlige tegn", default=0)
    opmaerksomme = models.PositiveSmallIntegerField("tegn i øvrigt", default=0)
    fingeraftryk = models.CharField(max_length=64)

    class Meta:
        verbose_name = "tilsynsbillede"
        verbose_name_plural = "tilsynsbilleder"
        ordering = ["-aar", "-alvorlige", "-opmaerksomme", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["boligorganisation", "aar"],
                condition=Q(afdeling__isnull=True),
                name="tilsynsbillede_organisation",
            ),
            models.UniqueConstraint(
                fields=["afdeling", "aar"],
                condition=Q(afdeling__isnull=False),
                name="tilsynsbillede_afdeling",
            ),
        ]
        indexes = [
            models.Index(fields=["aar", "-alvorlige", "-opmaerksomme"], name="tilsynsbillede_aar"),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling or self.boligorganisation} {self.aar}"
