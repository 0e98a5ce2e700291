"""An area, its dated boundaries and afdelinger, and the municipality's own designation of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.grundlag.models import Sikkerhed
from almen.regler.dansk import format_periode


class Omraade(models.Model):
    """A housing area (almenboligloven § 61 a, stk. 3), in this municipality or, for comparison, in another.

    `region` is the one that income is measured against. What an area is called on the state's lists is its name.
    """

    navn = models.CharField("navn", max_length=160)
    kommune = models.CharField("kommune", max_length=80)
    region = models.CharField("region", max_length=40, blank=True)
    bydel = models.CharField("bydel", max_length=80, blank=True)
    beskrivelse = models.TextField("beskrivelse", blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)
    demo = models.BooleanField("demodata", default=False)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oprettet af"
    )

    class Meta:
        verbose_name = "område"
        verbose_name_plural = "områder"
        ordering = ["kommune", "navn"]
        constraints = [models.UniqueConstraint(fields=["kommune", "navn"], name="omraade_navn_unikt")]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("omraader:omraade", args=[self.pk])


class Omraadegraense(models.Model):
    """Where an area lies in a period: a MultiPolygon in WGS 84, kept from GeoJSON in WGS 84 or ETRS89/UTM zone 32."""

    omraade = models.ForeignKey(Omraade, on_delete=models.PROTECT, related_name="graenser")
    gyldig_fra = models.DateField("gælder fra", null=True, blank=True)
    gyldig_til = models.DateField("gælder til", null=True, blank=True)
    geometri = models.JSONField("omrids (MultiPolygon, WGS 84)")
    koordinatsystem = models.CharField("filens koordinatsystem", max_length=20)
    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    note = models.CharField("note", max_length=400, blank=True)
    demo = models.BooleanField("demodata", default=False)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "områdegrænse"
        verbose_name_plural = "områdegrænser"
        ordering = ["omraade", F("gyldig_fra").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gyldig_fra__isnull=True)
                | Q(gyldig_til__isnull=True)
                | Q(gyldig_til__gte=F("gyldig_fra")),
                name="omraadegraense_periode",
            )
        ]

    def __str__(self) -> str:
        return f"{self.omraade}: grænse fra {self.gyldig_fra or 'ukendt dag'}"

    @property
    def periode(self) -> str:
        """When the outline holds, in words."""
        if self.gyldig_fra is None and self.gyldig_til is None:
            return "Dagene er ikke oplyst"
        return format_periode(self.gyldig_fra, self.gyldig_til).capitalize()


class Omraadeafdeling(models.Model):
    """An afdeling that lies in an area in a period; many to many, as parcels connect them."""

    omraade = models.ForeignKey(Omraade, on_delete=models.PROTECT, related_name="omraadeafdelinger")
    afdeling = models.ForeignKey(
        "organisationer.Afdeling", on_delete=models.PROTECT, related_name="omraadeafdelinger"
    )
    fra = models.DateField("fra", null=True, blank=True)
    til = models.DateField("til", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)
    demo = models.BooleanField("demodata", default=False)

    class Meta:
        verbose_name = "afdeling i et område"
        verbose_name_plural = "afdelinger i områder"
        ordering = ["omraade", "afdeling"]
        constraints = [
            models.UniqueConstraint(
                fields=["omraade", "afdeling"], condition=Q(til__isnull=True), name="omraadeafdeling_aaben"
            ),
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="omraadeafdeling_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling} i {self.omraade}"


class Kommuneudpegning(models.Model):
    """The municipality's own designation of an area in a period, beside the state's classes (M21)."""

    omraade = models.ForeignKey(Omraade, on_delete=models.PROTECT, related_name="kommuneudpegninger")
    grundlag = models.CharField(
        "udpeget efter", max_length=200, help_text="Fx Politik for udsatte byområder 2025–2035."
    )
    fra = models.DateField("fra", null=True, blank=True)
    til = models.DateField("til", null=True, blank=True)
    begrundelse = models.TextField("hvorfor", blank=True)
    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    demo = models.BooleanField("demodata", default=False)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "kommunens udpegning"
        verbose_name_plural = "kommunens udpegninger"
        ordering = ["omraade", F("fra").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["omraade", "grundlag"], condition=Q(til__isnull=True), name="kommuneudpegning_aaben"
            ),
            models.CheckConstraint(
                condition=Q(fra__isnull=True) | Q(til__isnull=True) | Q(til__gte=F("fra")),
                name="kommuneudpegning_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.omraade}: {self.grundlag}"
