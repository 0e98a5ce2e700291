"""Bodies' members, meetings, agendas, and what came of each item.

Where an item is a case's step, its outcome is the case's own decision and stands nowhere else; `Punktudfald` points at it
and holds what the minutes add: votes, remarks, amendments, who left as inhabil. What came of an item is insert-only.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.organisationer.selectors import aktoer_kort, aktoer_navn
from almen.sagsgang.udfald import Udfald, udfald_navn


class Medlemsrolle(models.TextChoices):
    """What a member is in the body."""

    FORMAND = "formand", "Formand"
    NAESTFORMAND = "naestformand", "Næstformand"
    MEDLEM = "medlem", "Medlem"
    STEDFORTRAEDER = "stedfortraeder", "Stedfortræder"


class Organmedlem(models.Model):
    """A member of a body in a period. Membership of a political body is public; nothing else of the person is held."""

    organ = models.CharField("organ", max_length=40)
    navn = models.CharField("navn", max_length=120)
    parti = models.CharField("parti", max_length=60, blank=True)
    rolle = models.CharField(
        "rolle", max_length=16, choices=Medlemsrolle.choices, default=Medlemsrolle.MEDLEM
    )
    fra = models.DateField("fra")
    til = models.DateField("til", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=300, blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)

    class Meta:
        verbose_name = "medlem af et organ"
        verbose_name_plural = "medlemmer af organer"
        ordering = ["organ", "navn", "fra"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="organmedlem_periode"
            ),
            models.UniqueConstraint(fields=["organ", "navn", "fra"], name="organmedlem_unikt"),
        ]

    def __str__(self) -> str:
        return f"{self.navn} ({self.parti})" if self.parti else self.navn


class Moede(models.Model):
    """A body's meeting. The deadlines are reckoned from the day when the meeting is made, and can then be moved."""

    organ = models.CharField("organ", max_length=40)
    dato = models.DateField("dato")
    klokken = models.TimeField("kl.", null=True, blank=True)
    sted = models.CharField("sted", max_length=120, blank=True)
    papirer_ind = models.DateField("papirer skal være inde")
    dagsorden_ud = models.DateField("dagsordenen skal være ude")
    dagsorden_udsendt = models.DateTimeField("dagsordenen er udsendt", null=True, blank=True)
    afsluttet = models.DateTimeField("mødet er ført til ende", null=True, blank=True)
    aflyst = models.DateField("aflyst", null=True, blank=True)
    aflyst_grund = models.CharField("hvorfor aflyst", max_length=300, blank=True)
    kilde = models.CharField("kilde", max_length=400, blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)
    aendret = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["-dato", "organ"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "dato"], condition=Q(aflyst__isnull=True), name="moede_et_pr_dag"
            ),
            models.CheckConstraint(
                condition=Q(papirer_ind__lte=F("dagsorden_ud")) & Q(dagsorden_ud__lte=F("dato")),
                name="moede_frister_i_orden",
            ),
        ]
        indexes = [models.Index(fields=["dato", "organ"], name="moede_dato")]

    def __str__(self) -> str:
        return f"{self.organ_kort} den {self.dato:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("udvalg:moede", args=[self.pk])

    @property
    def organ_navn(self) -> str:
        """What the body was called on the day."""
        return aktoer_navn(self.organ, self.dato)

    @property
    def organ_kort(self) -> str:
        """The body's short name on the day."""
        return aktoer_kort(self.organ, self.dato)


class Punktart(models.TextChoices):
    """What an item counts as when the committee's share of almene items is reckoned (M3)."""

    ALMEN = "almen", "Sag om almene boliger"
    ANDEN = "anden", "Sag om andet"
    FORMALIA = "formalia", "Formalia (tæller ikke)"


class Dagsordenspunkt(models.Model):
    """An item on an agenda: a case's step, or a title alone. `tillaeg`: added after the agenda went out."""

    moede = models.ForeignKey(Moede, on_delete=models.PROTECT, related_name="punkter")
    nummer = models.PositiveIntegerField("nr.")
    titel = models.CharField("titel", max_length=200)
    art = models.CharField("art", max_length=10, choices=Punktart.choices, default=Punktart.ALMEN)
    omraade = models.CharField("sagsområde", max_length=80, blank=True)
    sag = models.ForeignKey(
        "sager.Sag", on_delete=models.PROTECT, null=True, blank=True, related_name="dagsordenspunkter"
    )
    trin = models.CharField("trin", max_length=60, blank=True)
    trin_navn = models.CharField("trinnets navn", max_length=200, blank=True)
    handling = models.CharField("handling", max_length=40, blank=True)
    lukket = models.BooleanField("lukket punkt", default=False)
    lukket_grund = models.CharField("hvorfor lukket", max_length=200, blank=True)
    standard = models.BooleanField("standardindstilling", default=False)
    tillaeg = models.BooleanField("tillægsdagsorden", default=False)
    udgaaet = models.CharField("udgået, fordi", max_length=300, blank=True)
    sat_paa = models.DateTimeField("sat på", auto_now_add=True)
    sat_paa_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "dagsordenspunkt"
        verbose_name_plural = "dagsordenspunkter"
        ordering = ["moede", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["moede", "nummer"], name="punkt_nummer_unikt"),
            models.UniqueConstraint(
                fields=["moede", "sag", "trin"],
                condition=Q(sag__isnull=False, udgaaet=""),
                name="punkt_trin_en_gang",
            ),
            models.CheckConstraint(
                condition=Q(sag__isnull=True, trin="") | (Q(sag__isnull=False) & ~Q(trin="")),
                name="punkt_sag_har_trin",
            ),
        ]
        indexes = [models.Index(fields=["sag", "trin"], name="punkt_sag_trin")]

    def __str__(self) -> str:
        return f"Punkt {self.nummer}: {self.titel}"


class Punktbilag(models.Model):
    """One of the case's documents as an annex; who may see it follows from the document's own confidentiality."""

    punkt = models.ForeignKey(Dagsordenspunkt, on_delete=models.CASCADE, related_name="bilag")
    nummer = models.PositiveIntegerField("bilag nr.")
    dokument = models.ForeignKey("sager.Dokument", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bilag til et dagsordenspunkt"
        verbose_name_plural = "bilag til dagsordenspunkter"
        ordering = ["punkt", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["punkt", "nummer"], name="punktbilag_nummer_unikt"),
            models.UniqueConstraint(fields=["punkt", "dokument"], name="punktbilag_en_gang"),
        ]

    def __str__(self) -> str:
        return f"Bilag {self.nummer}"


class Andresager(models.Model):
    """How many of a meeting's cases were about something else, by kind: counted, so that the share is true (M3)."""

    moede = models.ForeignKey(Moede, on_delete=models.CASCADE, related_name="andre_sager")
    omraade = models.CharField("sagsområde", max_length=80)
    antal = models.PositiveIntegerField("antal")

    class Meta:
        verbose_name = "andre sager på et møde"
        verbose_name_plural = "andre sager på møder"
        ordering = ["moede", "omraade"]
        constraints = [models.UniqueConstraint(fields=["moede", "omraade"], name="andre_sager_unik")]

    def __str__(self) -> str:
        return f"{self.omraade}: {self.antal}"


class Punktudfald(models.Model):
    """What came of an item. Insert-only; the newest (`nummer`) is the one that stands.

    `udfald` is filled only where the item is no case; else the case's `beslutning` says it, and a later row the decision by which it
    was carried to the council (`standset_af`: by whom).
    """

    UDEN_SAG: ClassVar[tuple[Udfald, ...]] = (
        Udfald.GODKENDT,
        Udfald.GODKENDT_MED_AENDRINGER,
        Udfald.FORKASTET,
        Udfald.UDSAT,
        Udfald.SENDT_TILBAGE,
        Udfald.DROEFTET,
        Udfald.TAGET_TIL_EFTERRETNING,
        Udfald.OVERSENDT,
    )

    punkt = models.ForeignKey(Dagsordenspunkt, on_delete=models.PROTECT, related_name="udfald")
    nummer = models.PositiveIntegerField("nr.")
    udfald = models.CharField("udfald", max_length=40, blank=True)
    beslutning = models.OneToOneField(
        "sager.Beslutning", on_delete=models.PROTECT, null=True, related_name="punktudfald"
    )
    standset_af = models.CharField("standset af", max_length=200, blank=True)
    tekst = models.TextField("beslutningens tekst", blank=True)
    inhabile = models.CharField("forlod mødet som inhabile", max_length=400, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "udfald af et dagsordenspunkt"
        verbose_name_plural = "udfald af dagsordenspunkter"
        ordering = ["punkt", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["punkt", "nummer"], name="punktudfald_nummer_unikt"),
            models.CheckConstraint(
                condition=Q(beslutning__isnull=True) ^ Q(udfald=""), name="punktudfald_en_sandhed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.punkt_id}/{self.nummer}: {self.navn}"

    @property
    def id_udfald(self) -> str:
        """The outcome's id, from the case's decision where there is one."""
        return self.beslutning.udfald if self.beslutning else self.udfald

    @property
    def navn(self) -> str:
        """The outcome as the minutes say it: in the words of the case's act, or of the outcome alone."""
        return udfald_navn(self.beslutning.handling if self.beslutning else "godkender", self.id_udfald)


class Stemmer(models.Model):
    """How a party's members voted on an item. Insert-only."""

    punktudfald = models.ForeignKey(Punktudfald, on_delete=models.PROTECT, related_name="stemmer")
    parti = models.CharField("parti", max_length=60)
    stemte_for = models.PositiveSmallIntegerField("for", default=0)
    imod = models.PositiveSmallIntegerField("imod", default=0)
    undlod = models.PositiveSmallIntegerField("undlod", default=0)

    class Meta:
        verbose_name = "stemmer"
        verbose_name_plural = "stemmer"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["punktudfald", "parti"], name="stemmer_en_pr_parti")]

    def __str__(self) -> str:
        return self.parti


class Protokolbemaerkning(models.Model):
    """What a party had entered in the minutes. Insert-only."""

    punktudfald = models.ForeignKey(Punktudfald, on_delete=models.PROTECT, related_name="bemaerkninger")
    parti = models.CharField("parti", max_length=60)
    tekst = models.TextField("bemærkning")

    class Meta:
        verbose_name = "protokolbemærkning"
        verbose_name_plural = "protokolbemærkninger"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.parti


class Forslagsudfald(models.TextChoices):
    """What came of an amendment."""

    VEDTAGET = "vedtaget", "Vedtaget"
    FORKASTET = "forkastet", "Forkastet"
    BORTFALDET = "bortfaldet", "Bortfaldet"


class Aendringsforslag(models.Model):
    """An amendment put before the vote, and what came of it. Insert-only."""

    punktudfald = models.ForeignKey(Punktudfald, on_delete=models.PROTECT, related_name="aendringsforslag")
    stiller = models.CharField("stillet af", max_length=120)
    tekst = models.TextField("forslag")
    resultat = models.CharField("resultat", max_length=10, choices=Forslagsudfald.choices)

    class Meta:
        verbose_name = "ændringsforslag"
        verbose_name_plural = "ændringsforslag"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.stiller}: {self.get_resultat_display()}"
