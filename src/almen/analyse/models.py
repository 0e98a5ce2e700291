"""Stays of cases at steps (a projection), and simulations with what they assumed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from almen.sagsgang.ophold import Opholdsart


class Art(models.TextChoices):
    """How a stay ended (`sagsgang.ophold`)."""

    UDFOERT = Opholdsart.UDFOERT.value, "Udført"
    SENDT_TILBAGE = Opholdsart.SENDT_TILBAGE.value, "Sendt tilbage"
    FORKASTET = Opholdsart.FORKASTET.value, "Forkastet"
    AFBRUDT = Opholdsart.AFBRUDT.value, "Afbrudt"
    AABEN = Opholdsart.AABEN.value, "Venter"
    STANDSET = Opholdsart.STANDSET.value, "Standset"


class Ophold(models.Model):
    """A projection: one step of a case in one round, from the day it could be taken up to the day it was settled.

    Follows from route and decisions (`sagsgang.ophold.find_ophold`); written in the act's transaction. `dage` is empty while the
    step waits. The case's own marks are repeated here so that sums ask one table.
    """

    sag = models.ForeignKey("sager.Sag", on_delete=models.CASCADE, related_name="ophold")
    trin = models.CharField("trin", max_length=60)
    runde = models.PositiveSmallIntegerField("runde")
    fase = models.CharField("fase", max_length=30)
    aktoer = models.CharField("aktør", max_length=40)
    klar = models.DateField("klar")
    slut = models.DateField("afgjort", null=True, blank=True)
    dage = models.PositiveIntegerField("dage", null=True, blank=True)
    art = models.CharField("endte som", max_length=14, choices=Art.choices)
    udfald = models.CharField("udfald", max_length=40, blank=True)
    udloest_af = models.CharField("udløst af", max_length=60, blank=True)
    tilbage = models.BooleanField("sendt tilbage hertil", default=False)
    udsat_fra = models.DateField("udsat første gang", null=True, blank=True)
    udsat = models.PositiveSmallIntegerField("gange udsat", default=0)
    igen_klar = models.DateField("klar igen efter tilbagesendelse", null=True, blank=True)
    foer_tur = models.BooleanField("afgjort før sin tur", default=False)
    beslutning_nummer = models.PositiveIntegerField("beslutning nr.", null=True, blank=True)
    klar_aar = models.PositiveSmallIntegerField("år")
    sagstype = models.CharField("sagstype", max_length=40)
    version = models.CharField("sagsgang", max_length=30)
    boligtyper = models.CharField("boligtyper", max_length=80, blank=True)
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="boligorganisation",
    )

    class Meta:
        verbose_name = "ophold ved et trin"
        verbose_name_plural = "ophold ved trin"
        ordering = ["sag", "id"]
        constraints = [models.UniqueConstraint(fields=["sag", "trin", "runde"], name="ophold_unikt")]
        indexes = [
            models.Index(fields=["sagstype", "trin", "art", "dage"], name="ophold_trin"),
            models.Index(fields=["sagstype", "aktoer", "trin", "art", "dage"], name="ophold_aktoer"),
            models.Index(fields=["sagstype", "klar_aar"], name="ophold_aar"),
        ]

    def __str__(self) -> str:
        return f"{self.sag_id} {self.trin} ({self.runde})"


class Simuleringsstatus(models.TextChoices):
    """How far a simulation has come."""

    VENTER = "venter", "Venter"
    KOERER = "koerer", "Kører"
    FAERDIG = "faerdig", "Færdig"
    FEJLET = "fejlet", "Fejlet"
    AFBRUDT = "afbrudt", "Afbrudt"


class Simulering(models.Model):
    """A simulation that somebody asked for: its scenario, what it assumed of the observed cases, and what came out.

    `scenarie` as `analyse.simulering.scenarie` reads it; `forudsaetninger`, `kalibrering` and `resultat` are filled when it has
    run and never changed after. `fremdrift` is percent; `livstegn` is the last sign of the worker.
    """

    navn = models.CharField("navn", max_length=120)
    scenarie = models.JSONField("scenarie")
    status = models.CharField(
        "status", max_length=10, choices=Simuleringsstatus.choices, default=Simuleringsstatus.VENTER
    )
    fremdrift = models.PositiveSmallIntegerField("fremdrift (pct.)", default=0)
    fejl = models.TextField("fejl", blank=True)
    forudsaetninger = models.JSONField("forudsætninger", null=True, blank=True)
    kalibrering = models.JSONField("kalibrering", null=True, blank=True)
    resultat = models.JSONField("resultat", null=True, blank=True)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    livstegn = models.DateTimeField("livstegn", null=True, blank=True)
    afsluttet = models.DateTimeField("afsluttet", null=True, blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)

    class Meta:
        verbose_name = "simulering"
        verbose_name_plural = "simuleringer"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(fremdrift__lte=100), name="simulering_fremdrift_0_100"),
            models.CheckConstraint(
                condition=~Q(status="faerdig") | Q(resultat__isnull=False), name="simulering_faerdig_har_svar"
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("analyse:simulering", args=[self.pk])
