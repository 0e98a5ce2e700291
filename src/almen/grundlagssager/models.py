"""Changing what has been adopted: the change case, the analysis before one, and the member's proposal that starts them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from almen.grundlag.models import Sikkerhed


class Stillerrolle(models.TextChoices):
    """What the one who proposes is; who it is stays out of the system."""

    UDVALG = "udvalg", "Medlem af udvalget"
    KOMMUNALBESTYRELSE = "kommunalbestyrelse", "Medlem af kommunalbestyrelsen"
    UKENDT = "ukendt", "Ikke oplyst"


class Medlemsforslag(models.Model):
    """A proposal by a member of a body (styrelsesloven: the right of initiative). It can stand without a base and a case.

    `stiller` is a party or *et medlem*, never a person. A day that no source gives is empty and marked uncertain.
    """

    titel = models.CharField("titel", max_length=200)
    stiller = models.CharField("stillet af", max_length=80)
    rolle = models.CharField("rolle", max_length=20, choices=Stillerrolle.choices)
    organ = models.CharField("behandlet i", max_length=40, blank=True)
    dato = models.DateField("mødedato", null=True, blank=True)
    tekst = models.TextField("forslaget")
    kilde = models.CharField("kilde", max_length=400)
    sikkerhed = models.CharField(
        "sikkerhed", max_length=12, choices=Sikkerhed.choices, default=Sikkerhed.SIKKER
    )
    note = models.TextField("note", blank=True)
    grundlag = models.ManyToManyField(
        "grundlag.Administrationsgrundlag", blank=True, related_name="medlemsforslag", verbose_name="grundlag"
    )
    demo = models.BooleanField("syntetiske demodata", default=False)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "medlemsforslag"
        verbose_name_plural = "medlemsforslag"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("grundlagssager:forslag", args=[self.pk])


class Grundlagsaendring(models.Model):
    """What a change case is about: the draft, what it is built on, and why.

    `tilbagevirkning` says why the version is to hold from a day before the decision; empty where it is not.
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="grundlagsaendring")
    version = models.OneToOneField(
        "grundlag.Grundlagsversion", on_delete=models.PROTECT, related_name="aendring", verbose_name="udkast"
    )
    udgangspunkt = models.ForeignKey(
        "grundlag.Grundlagsversion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bygger på",
    )
    begrundelse = models.TextField("hvorfor ændres grundlaget", blank=True)
    tilbagevirkning = models.CharField(
        "hvorfor fra en dag før beslutningen", max_length=400, blank=True, default=""
    )
    forslag = models.ForeignKey(
        Medlemsforslag,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aendringer",
        verbose_name="medlemsforslag",
    )

    class Meta:
        verbose_name = "ændring af grundlag"
        verbose_name_plural = "ændringer af grundlag"
        ordering = ["-sag_id"]

    def __str__(self) -> str:
        return str(self.sag)

    def get_absolute_url(self) -> str:
        return reverse("grundlagssager:aendring", args=[self.sag.nummer])


class Grundlagsanalyse(models.Model):
    """What an analysis is about: the bases it covers and what it is to find out. It may lead to change cases."""

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="grundlagsanalyse")
    formaal = models.TextField("formål")
    kilde = models.CharField("kilde", max_length=400, blank=True)
    sikkerhed = models.CharField(
        "sikkerhed", max_length=12, choices=Sikkerhed.choices, default=Sikkerhed.SIKKER
    )
    note = models.TextField("note", blank=True)
    grundlag = models.ManyToManyField(
        "grundlag.Administrationsgrundlag", blank=True, related_name="analyser", verbose_name="grundlag"
    )
    forslag = models.ForeignKey(
        Medlemsforslag,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="analyser",
        verbose_name="medlemsforslag",
    )

    class Meta:
        verbose_name = "analyse af grundlag"
        verbose_name_plural = "analyser af grundlag"
        ordering = ["-sag_id"]

    def __str__(self) -> str:
        return str(self.sag)

    def get_absolute_url(self) -> str:
        return reverse("grundlagssager:analyse", args=[self.sag.nummer])
