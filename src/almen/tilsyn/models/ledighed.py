"""The yearly count of vacant dwellings that cause loss of rent (almenboligloven § 104, stk. 2): a case with a route."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.organisationer.models import Boligtype


class Ledighedsopgoerelse(models.Model):
    """One year's count: the day it tells of, the judgement of the causes, and what is done about them."""

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="ledighedsopgoerelse")
    aar = models.PositiveSmallIntegerField("år", unique=True)
    opgjort = models.DateField("opgjort den", null=True, blank=True)
    frist = models.DateField("afsluttes senest")
    vurdering = models.TextField("vurdering af årsagerne", blank=True)
    handling = models.TextField("hvad der gøres", blank=True)

    class Meta:
        verbose_name = "opgørelse af ledige boliger"
        verbose_name_plural = "opgørelser af ledige boliger"
        ordering = ["-aar"]

    def __str__(self) -> str:
        return f"Ledige boliger {self.aar}"

    def get_absolute_url(self) -> str:
        return reverse("tilsyn:ledighed", args=[self.sag.nummer])


class Ledighedsaarsag(models.TextChoices):
    """Why dwellings stand empty. The statute asks for the cause and names none; the list is the house's own."""

    EFTERSPOERGSEL = "efterspoergsel", "For få boligsøgende"
    RENOVERING = "renovering", "Renovering eller genhusning"
    HUSLEJE = "husleje", "Huslejens størrelse"
    TILSTAND = "tilstand", "Boligernes tilstand"
    AFVISNING = "afvisning", "Krav om afvisning eller kriterier for udlejning"
    NYBYGGERI = "nybyggeri", "Første udlejning af nyt byggeri"
    ANDET = "andet", "Andet"
    UKENDT = "ukendt", "Ikke oplyst"


class Ledighed(models.Model):
    """Vacant dwellings of one type in an afdeling on the day of the count, and the rent lost in the year (kr.).

    An afdeling without vacant dwellings stands with 0; one without a row has not answered.
    """

    opgoerelse = models.ForeignKey(Ledighedsopgoerelse, on_delete=models.CASCADE, related_name="linjer")
    afdeling = models.ForeignKey(
        "organisationer.Afdeling", on_delete=models.PROTECT, related_name="ledighed", verbose_name="afdeling"
    )
    boligtype = models.CharField("boligtype", max_length=20, choices=Boligtype.choices)
    boliger = models.PositiveIntegerField("boliger")
    ledige = models.PositiveIntegerField("ledige med lejetab")
    lejetab = models.PositiveIntegerField("lejetab i året (kr.)", null=True, blank=True)
    aarsag = models.CharField(
        "årsag", max_length=16, choices=Ledighedsaarsag.choices, default=Ledighedsaarsag.UKENDT
    )
    bemaerkning = models.CharField("bemærkning", max_length=400, blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)

    class Meta:
        verbose_name = "ledige boliger i en afdeling"
        verbose_name_plural = "ledige boliger i afdelinger"
        ordering = ["afdeling__boligorganisation__navn", "afdeling__nummer", "boligtype"]
        constraints = [
            models.UniqueConstraint(fields=["opgoerelse", "afdeling", "boligtype"], name="ledighed_en_linje"),
            models.CheckConstraint(
                condition=Q(ledige__lte=F("boliger")), name="ledighed_hoejst_alle_boliger"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling}: {self.ledige} ledige"
