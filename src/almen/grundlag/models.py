"""What has been adopted: versions of routes and administrationsgrundlag, and yearly figures entered locally.

A version in force is never edited. Its companions: a draft beside it, a predecessor that ends by itself, an
end without successor, and a correction that points at what it corrects, both staying visible.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Sikkerhed(models.TextChoices):
    """How certain the date or the source is; shown wherever the version is shown."""

    SIKKER = "sikker", "Sikker"
    SANDSYNLIG = "sandsynlig", "Sandsynlig"
    USIKKER = "usikker", "Usikker"


class Status(models.TextChoices):
    """A draft can be changed and thrown away; what is in force cannot."""

    KLADDE = "kladde", "Kladde"
    VEDTAGET = "vedtaget", "Vedtaget"
    RETTET = "rettet", "Rettet (erstattet af en rettelse)"


class Vedtagelig(models.Model):
    """What every adopted version has: validity, the decision it rests on, and who recorded it."""

    version = models.CharField("version", max_length=30)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.KLADDE)
    gyldig_fra = models.DateField("gyldig fra")
    gyldig_til = models.DateField("gyldig til", null=True, blank=True)
    # The last day that the version has of its own (an end without successor). `gyldig_til` follows from this and
    # from the successor, so that it comes right again when a successor falls away.
    egen_slutdato = models.DateField("egen slutdato", null=True, blank=True)
    vedtaget_af = models.CharField("vedtaget af", max_length=40, blank=True)
    vedtaget_dato = models.DateField("vedtaget den", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)
    sikkerhed = models.CharField(
        "sikkerhed", max_length=12, choices=Sikkerhed.choices, default=Sikkerhed.SIKKER
    )
    retter = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rettelser",
        verbose_name="retter",
    )
    note = models.TextField("note", blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        abstract = True


class Sagsgangsversion(Vedtagelig):
    """One version of a route, with its YAML text as adopted."""

    sagstype = models.CharField("sagstype", max_length=40)
    definition = models.TextField("definition (YAML)")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "sagsgangsversion"
        verbose_name_plural = "sagsgangsversioner"
        ordering = ["sagstype", "-gyldig_fra"]
        constraints = [
            models.UniqueConstraint(fields=["sagstype", "version"], name="sagsgang_version_unik"),
            models.UniqueConstraint(
                fields=["sagstype", "gyldig_fra"], condition=Q(status="vedtaget"), name="sagsgang_en_pr_dag"
            ),
            models.CheckConstraint(
                condition=Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=F("gyldig_fra")),
                name="sagsgang_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sagstype} {self.version}"


class Administrationsgrundlag(models.Model):
    """One of the municipality's politically adopted bases, e.g. for new building (M7)."""

    id = models.CharField(max_length=40, primary_key=True)
    navn = models.CharField("navn", max_length=160)
    omraade = models.CharField("område", max_length=200, blank=True)

    class Meta:
        verbose_name = "administrationsgrundlag"
        verbose_name_plural = "administrationsgrundlag"
        ordering = ["navn"]

    def __str__(self) -> str:
        return self.navn


class Grundlagsversion(Vedtagelig):
    """One adopted version of an administrationsgrundlag: text and parameters."""

    grundlag = models.ForeignKey(Administrationsgrundlag, on_delete=models.PROTECT, related_name="versioner")
    tekst = models.TextField("tekst", blank=True)
    parametre = models.JSONField("parametre", default=dict, blank=True)
    # The case that changes the base: it alone writes the draft and puts it in force. Empty: recorded by hand or
    # loaded from the municipality's files.
    sagsnummer = models.CharField("ændringssag", max_length=20, blank=True)

    class Meta:
        verbose_name = "version af administrationsgrundlag"
        verbose_name_plural = "versioner af administrationsgrundlag"
        ordering = ["grundlag", "-gyldig_fra"]
        constraints = [
            models.UniqueConstraint(fields=["grundlag", "version"], name="grundlag_version_unik"),
            models.UniqueConstraint(
                fields=["grundlag", "gyldig_fra"], condition=Q(status="vedtaget"), name="grundlag_en_pr_dag"
            ),
            models.CheckConstraint(
                condition=Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=F("gyldig_fra")),
                name="grundlag_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grundlag} {self.version}"


class LokalParameter(models.Model):
    """A yearly figure that the program cannot know, entered by an administrator with date and source.

    Complements what ships, never overrides it. Withdrawn with a reason instead of deleted.
    """

    parameter = models.CharField("parameter", max_length=80)
    fra = models.DateField("gælder fra")
    til = models.DateField("gælder til", null=True, blank=True)
    naar = models.JSONField("betingelser", default=dict, blank=True)
    vaerdi = models.CharField("værdi", max_length=60)
    hjemmel = models.CharField("hjemmel", max_length=200)
    kilde = models.CharField("kilde", max_length=400)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tilbagekaldt = models.DateTimeField("tilbagekaldt", null=True, blank=True)
    tilbagekaldt_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    tilbagekaldt_grund = models.CharField("begrundelse", max_length=300, blank=True)

    class Meta:
        verbose_name = "lokal parameter"
        verbose_name_plural = "lokale parametre"
        ordering = ["parameter", "fra", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="lokal_parameter_periode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.parameter} fra {self.fra}"


class Delegation(models.Model):
    """Kinds of case that a body has left to another actor, by a decision. Those of the profile lie in its file.

    Never edited or deleted; what ends one, of either kind, is a `Delegationsophoer`.
    """

    kode = models.CharField("kode", max_length=40, unique=True)
    navn = models.CharField("navn", max_length=160)
    fra_organ = models.CharField("delegeret fra", max_length=40)
    til_aktoer = models.CharField("delegeret til", max_length=40)
    sagstyper = models.JSONField("sagstyper", default=list)
    fra = models.DateField("første dag")
    til = models.DateField("sidste dag", null=True, blank=True)
    besluttet = models.DateField("besluttet den", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=400)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    note = models.TextField("note", blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "delegation"
        verbose_name_plural = "delegationer"
        ordering = ["fra", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="delegation_periode"
            )
        ]

    def __str__(self) -> str:
        return self.navn


class Delegationsophoer(models.Model):
    """That a delegation ends before its time, and the decision by which it does. `kode` is the delegation's, of either kind."""

    kode = models.CharField("delegation", max_length=40, unique=True)
    sidste_dag = models.DateField("sidste dag")
    kilde = models.CharField("kilde", max_length=400)
    begrundelse = models.CharField("begrundelse", max_length=300)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )

    class Meta:
        verbose_name = "ophør af delegation"
        verbose_name_plural = "ophør af delegationer"

    def __str__(self) -> str:
        return f"{self.kode} til og med {self.sidste_dag}"


class AflaesningQuerySet(models.QuerySet[Any]):
    """Readings, and which of them count."""

    def gaeldende(self) -> AflaesningQuerySet:
        """The readings that nothing has replaced and that are not withdrawals."""
        return self.filter(erstattet_af__isnull=True, tilbagekaldt=False)


class Aflaesning(models.Model):
    """What all readings have: source, certainty, who and when, the file they came in, and the reading that it replaces."""

    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    note = models.CharField("note", max_length=400, blank=True)
    demo = models.BooleanField("demodata", default=False)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )
    erstatter = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="erstattet_af", verbose_name="erstatter"
    )
    tilbagekaldt = models.BooleanField("tilbagekaldt", default=False)
    hentet = models.ForeignKey(
        "organisationer.Import",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="hentet fra fil",
    )
    begrundelse = models.CharField("hvorfor", max_length=300, blank=True)

    objects = AflaesningQuerySet.as_manager()

    class Meta:
        abstract = True


def printed(vaerdi: Decimal, decimaler: int) -> Decimal:
    """The value with the decimals it was printed with; the database gives it with its own."""
    return vaerdi.quantize(Decimal(1).scaleb(-decimaler))
