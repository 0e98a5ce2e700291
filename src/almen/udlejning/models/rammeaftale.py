"""The framework agreement on letting between the municipality and BL (M10, M11): period, parties, annexes, stairs, criteria, shares."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.grundlag.models import Sikkerhed
from almen.organisationer.models import Boligtype

PCT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


class Vej(models.TextChoices):
    """How a vacant dwelling is let: the waiting list (§ 51), flexible letting (§ 60), social assignment (§ 59), or otherwise.

    `ANDEN` is internal moves, exchange, rehousing and what an agreement keeps outside.
    """

    VENTELISTE = "venteliste", "Venteliste"
    FLEKSIBEL = "fleksibel", "Fleksibel udlejning"
    ANVISNING = "anvisning", "Boligsocial anvisning"
    ANDEN = "anden", "Anden udlejning"


class Rammeaftale(models.Model):
    """One framework agreement. `sag` is the case that negotiated and adopted it; None for one that was made before the system.

    An agreement with a case holds when the case's route has adopted it; one without holds as its source says.
    """

    sag = models.OneToOneField(
        "sager.Sag", on_delete=models.PROTECT, null=True, blank=True, related_name="rammeaftale"
    )
    navn = models.CharField("navn", max_length=200)
    gyldig_fra = models.DateField("gælder fra")
    gyldig_til = models.DateField("gælder til")
    parter = models.TextField("parter", help_text="En part på hver linje.")
    formaal = models.TextField("formål", blank=True)
    forgaenger = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="efterfoelger",
        verbose_name="afløser",
    )
    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    sikkerhed = models.CharField(
        "sikkerhed", max_length=12, choices=Sikkerhed.choices, default=Sikkerhed.SIKKER
    )
    note = models.TextField("note", blank=True)
    demo = models.BooleanField("demodata", default=False)
    oprettet = models.DateTimeField("registreret", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "rammeaftale om udlejning"
        verbose_name_plural = "rammeaftaler om udlejning"
        ordering = ["-gyldig_fra"]
        constraints = [
            models.CheckConstraint(condition=Q(gyldig_til__gte=F("gyldig_fra")), name="rammeaftale_periode")
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        return reverse("udlejning:rammeaftale", args=[self.pk])


class Bilagsart(models.TextChoices):
    """What an annex is about."""

    PLACERING = "placering", "Afdelingernes placering"
    KRITERIER = "kriterier", "Kriterier"
    UNGDOM = "ungdom", "Ungdomsboliger"
    ANVISNING = "anvisning", "Boligsocial anvisning"
    MAALING = "maaling", "Måling og opfølgning"
    ANDET = "andet", "Andet"


class Aftalebilag(models.Model):
    """An annex of a framework agreement: what it says in short, and where its text is."""

    rammeaftale = models.ForeignKey(Rammeaftale, on_delete=models.CASCADE, related_name="bilag")
    nummer = models.PositiveSmallIntegerField("nummer")
    art = models.CharField("om", max_length=12, choices=Bilagsart.choices)
    titel = models.CharField("titel", max_length=200)
    beskrivelse = models.TextField("indhold i korte træk", blank=True)
    kilde_adresse = models.URLField("adresse", max_length=400, blank=True)
    dokument = models.ForeignKey(
        "sager.Dokument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "bilag til rammeaftale"
        verbose_name_plural = "bilag til rammeaftaler"
        ordering = ["rammeaftale", "nummer", "id"]

    def __str__(self) -> str:
        return f"Bilag {self.nummer}: {self.titel}"


class Trappe(models.TextChoices):
    """The stairs that afdelinger are placed on: by area, by the afdeling itself, and the model for youth dwellings."""

    OMRAADE = "omraade", "Områdetrappen"
    AFDELING = "afdeling", "Afdelingstrappen"
    UNGDOM = "ungdom", "Ungdomsboliger"


class Trappetrin(models.Model):
    """A step of one of the stairs: what it means to stand on it. Shares and criteria hang on the step."""

    rammeaftale = models.ForeignKey(Rammeaftale, on_delete=models.CASCADE, related_name="trin")
    trappe = models.CharField("trappe", max_length=10, choices=Trappe.choices)
    nummer = models.PositiveSmallIntegerField("trin")
    navn = models.CharField("navn", max_length=160)
    beskrivelse = models.TextField("hvem der står her", blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)

    class Meta:
        verbose_name = "trin på en trappe"
        verbose_name_plural = "trin på trapper"
        ordering = ["rammeaftale", "trappe", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["rammeaftale", "trappe", "nummer"], name="trappetrin_nummer")
        ]

    def __str__(self) -> str:
        return f"{self.get_trappe_display()}, trin {self.nummer}"


class Trinandel(models.Model):
    """The share (percent) of vacant dwellings of one type that a step lets in one way, from a day. `pct` None: not known."""

    trin = models.ForeignKey(Trappetrin, on_delete=models.CASCADE, related_name="andele")
    boligtype = models.CharField("boligtype", max_length=20, choices=Boligtype.choices)
    vej = models.CharField("udlejes ved", max_length=12, choices=Vej.choices)
    pct = models.DecimalField("andel (pct.)", max_digits=6, decimal_places=3, null=True, validators=PCT)
    fra = models.DateField("gælder fra")
    til = models.DateField("gælder til", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=400)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)

    class Meta:
        verbose_name = "andel på et trin"
        verbose_name_plural = "andele på trin"
        ordering = ["trin", "boligtype", "vej", "fra"]
        constraints = [
            models.UniqueConstraint(fields=["trin", "boligtype", "vej", "fra"], name="trinandel_en_pr_dag"),
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="trinandel_periode"
            ),
            models.CheckConstraint(
                condition=Q(pct__isnull=True) | (Q(pct__gte=0) & Q(pct__lte=100)), name="trinandel_pct"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trin}: {self.get_vej_display()}"


class Kriterium(models.Model):
    """A criterion of flexible letting in an agreement; `skaerpet`: it is one of the sharpened ones, which all adults must meet."""

    rammeaftale = models.ForeignKey(Rammeaftale, on_delete=models.CASCADE, related_name="kriterier")
    kode = models.SlugField("kode", max_length=40)
    navn = models.CharField("navn", max_length=160)
    tekst = models.TextField("hvad der kræves")
    skaerpet = models.BooleanField("skærpet", default=False)
    kilde = models.CharField("kilde", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)

    class Meta:
        verbose_name = "kriterium for fleksibel udlejning"
        verbose_name_plural = "kriterier for fleksibel udlejning"
        ordering = ["rammeaftale", "skaerpet", "id"]
        constraints = [models.UniqueConstraint(fields=["rammeaftale", "kode"], name="kriterium_kode")]

    def __str__(self) -> str:
        return self.navn


class Binding(models.TextChoices):
    """Whether a step must use a criterion, or an organisation may agree on it."""

    OBLIGATORISK = "obligatorisk", "Obligatorisk"
    AFTALT = "aftalt", "Efter aftale"


class Trinkriterium(models.Model):
    """A criterion that a step uses, from a day; `raekkefoelge` is the order in which criteria go before each other."""

    trin = models.ForeignKey(Trappetrin, on_delete=models.CASCADE, related_name="trinkriterier")
    kriterium = models.ForeignKey(Kriterium, on_delete=models.PROTECT, related_name="trinkriterier")
    binding = models.CharField("binding", max_length=12, choices=Binding.choices)
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge", default=1)
    fra = models.DateField("gælder fra")
    til = models.DateField("gælder til", null=True, blank=True)

    class Meta:
        verbose_name = "kriterium på et trin"
        verbose_name_plural = "kriterier på trin"
        ordering = ["trin", "raekkefoelge", "id"]
        constraints = [
            models.UniqueConstraint(fields=["trin", "kriterium", "fra"], name="trinkriterium_en_pr_dag"),
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="trinkriterium_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trin}: {self.kriterium}"
