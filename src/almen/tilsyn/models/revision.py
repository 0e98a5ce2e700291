"""What auditors remark on a boligorganisation's accounts, and what becomes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


class Bemaerkningsart(models.TextChoices):
    """How grave a remark is, the gravest first."""

    FORBEHOLD = "forbehold", "Forbehold i påtegningen"
    KRITISK = "kritisk", "Kritisk bemærkning"
    FREMHAEVELSE = "fremhaevelse", "Fremhævelse af forhold"
    ANBEFALING = "anbefaling", "Anbefaling"


class Revisionsbemaerkning(models.Model):
    """One remark of the auditor on an organisation or one of its afdelinger, its deadline, and how it was settled."""

    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        related_name="revisionsbemaerkninger",
        verbose_name="boligorganisation",
    )
    afdeling = models.ForeignKey(
        "organisationer.Afdeling",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisionsbemaerkninger",
        verbose_name="afdeling",
    )
    regnskabsaar = models.PositiveSmallIntegerField("regnskabsår")
    art = models.CharField("art", max_length=16, choices=Bemaerkningsart.choices)
    tekst = models.TextField("bemærkning")
    kilde = models.CharField("står i", max_length=400, help_text="Fx revisionsprotokollen, side 14.")
    svar = models.TextField("boligorganisationens svar", blank=True)
    opfoelgning = models.TextField("kommunens opfølgning", blank=True)
    frist = models.DateField("følges op senest", null=True, blank=True)
    afsluttet = models.DateField("afsluttet", null=True, blank=True)
    demo = models.BooleanField("demodata", default=False)
    oprettet = models.DateTimeField("registreret", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "revisionsbemærkning"
        verbose_name_plural = "revisionsbemærkninger"
        ordering = ["-regnskabsaar", "id"]
        indexes = [
            models.Index(
                fields=["boligorganisation"],
                name="revisionsbemaerkning_aabne",
                condition=Q(afsluttet__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(afsluttet__isnull=True) | ~Q(opfoelgning=""),
                name="revisionsbemaerkning_fulgt_op",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.regnskabsaar}: {self.tekst[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("tilsyn:bemaerkning", args=[self.pk])
