"""The policy for vulnerable areas with goals and indicators (M20-M22), and strategies that plans and bases point to (M29)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.grundlag.models import Sikkerhed

# The case type in which a policy is decided.
POLITIK = "politik_udsatte_byomraader"


class Strategi(models.Model):
    """A named strategy or policy outside this system that plans and bases point to, e.g. Arkitektur- og Planlægningsstrategi."""

    navn = models.CharField("navn", max_length=200, unique=True)
    beskrivelse = models.TextField("hvad den handler om", blank=True)
    fra = models.DateField("gælder fra", null=True, blank=True)
    til = models.DateField("gælder til", null=True, blank=True)
    stand = models.CharField("hvor langt den er", max_length=200, blank=True)
    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    grundlag = models.ManyToManyField(
        "grundlag.Administrationsgrundlag", blank=True, related_name="strategier", verbose_name="grundlag"
    )
    demo = models.BooleanField("demodata", default=False)

    class Meta:
        verbose_name = "strategi"
        verbose_name_plural = "strategier"
        ordering = ["navn"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="strategi_periode",
            )
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("planer:strategi", args=[self.pk])


class Politik(models.Model):
    """A policy for vulnerable urban areas in a period; adopted in its case. Areas: the designations made under it."""

    sag = models.OneToOneField(
        "sager.Sag", on_delete=models.CASCADE, null=True, blank=True, related_name="politik"
    )
    navn = models.CharField("navn", max_length=200)
    fra = models.DateField("fra")
    til = models.DateField("til")
    beskrivelse = models.TextField("beskrivelse", blank=True)
    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    udpegninger = models.ManyToManyField(
        "omraader.Kommuneudpegning", blank=True, related_name="politikker", verbose_name="udpegede områder"
    )
    strategier = models.ManyToManyField(
        Strategi, blank=True, related_name="politikker", verbose_name="strategier"
    )
    demo = models.BooleanField("demodata", default=False)

    class Meta:
        verbose_name = "politik"
        verbose_name_plural = "politikker"
        ordering = ["-fra"]
        constraints = [models.CheckConstraint(condition=Q(til__gte=F("fra")), name="politik_periode")]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("planer:politik", args=[self.pk])


class Politikmaal(models.Model):
    """A goal of a policy; efforts and indicators hang on it (M22)."""

    politik = models.ForeignKey(Politik, on_delete=models.CASCADE, related_name="maal")
    nummer = models.PositiveSmallIntegerField("nummer")
    navn = models.CharField("mål", max_length=200)
    beskrivelse = models.TextField("beskrivelse", blank=True)

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["politik", "nummer"]
        constraints = [models.UniqueConstraint(fields=["politik", "nummer"], name="politikmaal_nummer")]

    def __str__(self) -> str:
        return f"Mål {self.nummer}: {self.navn}"


class Politikindikator(models.Model):
    """What a goal is measured by: an indicator of the areas' catalogue and the direction that is wanted."""

    maal = models.ForeignKey(Politikmaal, on_delete=models.CASCADE, related_name="indikatorer")
    indikator = models.CharField("indikator", max_length=60)
    retning = models.CharField(
        "ønsket udvikling", max_length=4, choices=[("ned", "Lavere"), ("op", "Højere")]
    )
    maalsaetning = models.DecimalField("målsætning", max_digits=14, decimal_places=4, null=True, blank=True)
    maalaar = models.PositiveSmallIntegerField("nås i år", null=True, blank=True)
    note = models.CharField("note", max_length=400, blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        ordering = ["maal", "id"]
        constraints = [models.UniqueConstraint(fields=["maal", "indikator"], name="politikindikator_unik")]

    def __str__(self) -> str:
        return f"{self.maal}: {self.indikator}"
