"""What happens: cases, decisions, journal, documents.

`Beslutning`, `Journalpost` and `Dokumentversion` are insert-only; the database itself refuses UPDATE and DELETE
(triggers in migration 0002). What a case's state is follows from its route and its decisions; `Sagsoverblik` is
a projection for lists, written in the same transaction and rebuildable at any time.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from almen.sagsgang.tilstand import Tilstand


class Fortrolighed(models.TextChoices):
    """Who may see a case or document: everybody with access, the municipality only, or those who work with it."""

    AABEN = "aaben", "Åben"
    INTERN = "intern", "Intern"
    FORTROLIG = "fortrolig", "Fortrolig"


# The source of a decision that the system recorded by itself: no body met to take it.
AF_SIG_SELV = "Sendt tilbage af systemet"
# Endings of which nothing comes: the case was rejected, or it was opened in error.
UDEN_RESULTAT = ("forkastet", "annulleret")


class Sagsnummer(models.Model):
    """The last case number set aside in a year; one row a year, raised under lock a block at a time."""

    aar = models.PositiveIntegerField(primary_key=True)
    sidste = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.aar}-{self.sidste:05d}"


class Fritnummer(models.Model):
    """A case number set aside and not yet given. Whoever opens a case takes one; if the act fails it comes back."""

    aar = models.PositiveIntegerField()
    nummer = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["aar", "nummer"], name="fritnummer_unik")]

    def __str__(self) -> str:
        return f"{self.aar}-{self.nummer:05d}"


class Sag(models.Model):
    """One case. Its figures live in the domain app; its state follows from route and decisions."""

    nummer = models.CharField("sagsnummer", max_length=20, unique=True)
    sagstype = models.CharField("sagstype", max_length=40)
    titel = models.CharField("titel", max_length=200)
    sagsgangsversion = models.ForeignKey(
        "grundlag.Sagsgangsversion", on_delete=models.PROTECT, related_name="+", verbose_name="sagsgang"
    )
    grundlagsversion = models.ForeignKey(
        "grundlag.Grundlagsversion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="administrationsgrundlag",
    )
    aabnet_dato = models.DateField("åbnet")
    aabnet_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ansvarlig = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ansvarlig_for",
        verbose_name="ansvarlig",
    )
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sager",
        verbose_name="boligorganisation",
    )
    fortrolighed = models.CharField(
        "fortrolighed", max_length=10, choices=Fortrolighed.choices, default=Fortrolighed.AABEN
    )
    udspringer_af = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="affoedte",
        verbose_name="udspringer af",
    )
    kle = models.CharField("KLE-nummer", max_length=12, blank=True)
    annulleret = models.DateField("annulleret", null=True, blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)
    oprettet = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.nummer} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("sager:sag", args=[self.nummer])


class Sagsoverblik(models.Model):
    """The projection that lists read: one row a case, everything a list filters, sorts or shows."""

    sag = models.OneToOneField(Sag, on_delete=models.CASCADE, primary_key=True, related_name="overblik")
    nummer = models.CharField("sagsnummer", max_length=20)
    titel = models.CharField("titel", max_length=200)
    soegetekst = models.CharField(max_length=500)
    sagstype = models.CharField("sagstype", max_length=40)
    fortrolighed = models.CharField("fortrolighed", max_length=10, choices=Fortrolighed.choices)
    aabnet_dato = models.DateField("åbnet")
    ansvarlig = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="ansvarlig",
    )
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="boligorganisation",
    )
    version = models.CharField("sagsgang", max_length=30)
    fase = models.CharField("fase", max_length=30, blank=True)
    afslutning = models.CharField("afslutning", max_length=20, blank=True)
    naeste_trin = models.CharField("næste trin", max_length=60, blank=True)
    naeste_trin_navn = models.CharField("næste skridt", max_length=200, blank=True)
    naeste_aktoer = models.CharField("venter på", max_length=40, blank=True)
    naeste_frist = models.DateField("næste frist", null=True)
    antal_trin = models.PositiveSmallIntegerField(default=0)
    antal_udfoert = models.PositiveSmallIntegerField(default=0)
    antal_beslutninger = models.PositiveIntegerField(default=0)
    boliger = models.PositiveIntegerField("boliger", null=True)
    beloeb = models.BigIntegerField("anskaffelsessum (kr.)", null=True)
    boligtyper = models.CharField("boligtyper", max_length=80, blank=True)
    senest_aendret = models.DateTimeField("senest ændret")
    demo = models.BooleanField(default=False)

    class Meta:
        verbose_name = "sagsoverblik"
        verbose_name_plural = "sagsoverblik"
        ordering = ["-sag_id"]
        indexes = [
            models.Index(fields=["afslutning", "naeste_aktoer", "naeste_frist"], name="overblik_venter"),
            models.Index(fields=["ansvarlig", "afslutning", "naeste_frist"], name="overblik_ansvarlig"),
            models.Index(fields=["sagstype", "fase"], name="overblik_fase"),
            models.Index(fields=["boligorganisation", "sag"], name="overblik_organisation"),
            models.Index(fields=["aabnet_dato", "sag"], name="overblik_aabnet"),
            models.Index(fields=["naeste_frist", "sag"], name="overblik_frist"),
            models.Index(fields=["titel", "sag"], name="overblik_titel"),
            models.Index(fields=["beloeb", "sag"], name="overblik_beloeb"),
            models.Index(fields=["boliger", "sag"], name="overblik_boliger"),
            models.Index(fields=["nummer"], name="overblik_nummer"),
        ]

    def __str__(self) -> str:
        return self.nummer


class Sagsdeltager(models.Model):
    """An actor that takes part in a case by its route; other forvaltninger see a case through this."""

    sag = models.ForeignKey(Sag, on_delete=models.CASCADE, related_name="deltagere")
    aktoer = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["aktoer", "sag"], name="sagsdeltager_unik")]

    def __str__(self) -> str:
        return self.aktoer


class Ventetrin(models.Model):
    """A projection: a step that awaits a body (`organ`; the council where it was stopped, styrelsesloven § 23)."""

    sag = models.ForeignKey(Sag, on_delete=models.CASCADE, related_name="ventetrin")
    trin = models.CharField("trin", max_length=60)
    trin_navn = models.CharField("trinnets navn", max_length=200)
    organ = models.CharField("organ", max_length=40)
    handling = models.CharField("handling", max_length=40)
    status = models.CharField("status", max_length=12)
    siden = models.DateField("har ventet siden")

    class Meta:
        verbose_name = "trin, der venter på et organ"
        verbose_name_plural = "trin, der venter på et organ"
        ordering = ["organ", "siden", "id"]
        constraints = [models.UniqueConstraint(fields=["sag", "trin"], name="ventetrin_unikt")]
        indexes = [models.Index(fields=["organ", "siden", "id"], name="ventetrin_organ")]

    def __str__(self) -> str:
        return f"{self.sag_id} {self.trin}: {self.organ}"


class Beslutning(models.Model):
    """One recorded decision on one step. Insert-only.

    `tilstand_efter` is the case's state after it, set by the act that recorded it; never stored.
    """

    tilstand_efter: Tilstand

    sag = models.ForeignKey(Sag, on_delete=models.PROTECT, related_name="beslutninger")
    nummer = models.PositiveIntegerField("nr.")
    trin = models.CharField("trin", max_length=60)
    trin_navn = models.CharField("trinnets navn", max_length=200)
    aktoer = models.CharField("aktør", max_length=40)
    aktoer_navn = models.CharField("aktørens navn dengang", max_length=120)
    handling = models.CharField("handling", max_length=40)
    udfald = models.CharField("udfald", max_length=40)
    tilbage_til = models.CharField("sendt tilbage til", max_length=60, blank=True)
    dato = models.DateField("besluttet den")
    begrundelse = models.TextField("begrundelse", blank=True)
    moede = models.CharField("møde og punkt", max_length=200, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    kontroller = models.JSONField("kontroller, som de stod", default=list)
    dispensationer = models.JSONField("dispensationer", default=list)
    fakta = models.JSONField("fakta, som de stod", default=dict)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "beslutning"
        verbose_name_plural = "beslutninger"
        ordering = ["sag", "nummer"]
        # The public list of decisions is read newest first.
        indexes = [models.Index(fields=["dato", "id"], name="beslutning_dato")]
        constraints = [models.UniqueConstraint(fields=["sag", "nummer"], name="beslutning_nummer_unikt")]

    def __str__(self) -> str:
        return f"{self.sag_id}/{self.nummer} {self.trin}: {self.udfald}"


class Journalkaede(models.Model):
    """Head of one hash chain (a case's, or the system's). Its row is also the lock that queues acts on a case."""

    SYSTEM: ClassVar[str] = "system"

    noegle = models.CharField(max_length=40, primary_key=True)
    antal = models.PositiveIntegerField(default=0)
    hoved = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.noegle} ({self.antal})"


class Journalpost(models.Model):
    """One act, document or note. Insert-only; each post carries the hash of the one before it in its chain."""

    kaede = models.CharField("kæde", max_length=40)
    nummer = models.PositiveIntegerField("nr.")
    sag = models.ForeignKey(Sag, on_delete=models.PROTECT, null=True, blank=True, related_name="journal")
    art = models.CharField("art", max_length=40)
    tekst = models.CharField("tekst", max_length=1000)
    data = models.JSONField("data", default=dict)
    fortrolighed = models.CharField(
        "fortrolighed", max_length=10, choices=Fortrolighed.choices, default=Fortrolighed.AABEN
    )
    tidspunkt = models.DateTimeField("tidspunkt")
    bruger = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    forrige_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "journalpost"
        verbose_name_plural = "journalposter"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kaede", "nummer"], name="journalpost_nummer_unikt")]

    def __str__(self) -> str:
        return f"{self.kaede}/{self.nummer} {self.art}"


class Dokument(models.Model):
    """A document of a case; its content is in its versions."""

    sag = models.ForeignKey(Sag, on_delete=models.PROTECT, related_name="dokumenter")
    noegle = models.UUIDField(unique=True)
    titel = models.CharField("titel", max_length=200)
    art = models.CharField("art", max_length=60, blank=True)
    fortrolighed = models.CharField(
        "fortrolighed", max_length=10, choices=Fortrolighed.choices, default=Fortrolighed.AABEN
    )

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokumenter"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.titel


class Dokumentversion(models.Model):
    """One version of a document: the file under its SHA-256, never changed. Insert-only."""

    dokument = models.ForeignKey(Dokument, on_delete=models.PROTECT, related_name="versioner")
    nummer = models.PositiveIntegerField("version")
    filnavn = models.CharField("filnavn", max_length=200)
    mimetype = models.CharField(max_length=120)
    stoerrelse = models.PositiveBigIntegerField("størrelse (byte)")
    sha256 = models.CharField(max_length=64)
    # Of a paper written from data: (number, source, address) as they stood. None: a file that somebody has put in.
    kilder = models.JSONField("kilder", null=True, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "dokumentversion"
        verbose_name_plural = "dokumentversioner"
        ordering = ["dokument", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["dokument", "nummer"], name="dokumentversion_nummer_unikt")
        ]

    def __str__(self) -> str:
        return f"{self.dokument} v{self.nummer}"
