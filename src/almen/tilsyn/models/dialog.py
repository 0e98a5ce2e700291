"""The yearly dialogue with a boligorganisation (almenboligloven § 164): material, agenda, meeting, minutes, agreements, statement."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class Styringsdialog(models.Model):
    """One organisation's dialogue of one year; a case with a route. What has been done follows from the case.

    `regnskabsaar` is the year whose accounts it rests on, as a rule the one before. `redegoerelse` is the statement as it is
    being written; what has been published is `Redegoerelse`.
    """

    sag = models.OneToOneField("sager.Sag", on_delete=models.CASCADE, related_name="styringsdialog")
    boligorganisation = models.ForeignKey(
        "organisationer.Boligorganisation",
        on_delete=models.PROTECT,
        related_name="styringsdialoger",
        verbose_name="boligorganisation",
    )
    aar = models.PositiveSmallIntegerField("år")
    regnskabsaar = models.PositiveSmallIntegerField("regnskabsår")
    frist = models.DateField("afsluttes senest")
    moede_dato = models.DateField("mødets dag", null=True, blank=True)
    moede_sted = models.CharField("sted", max_length=200, blank=True)
    deltagere = models.TextField(
        "deltagere", blank=True, help_text="Funktioner og organisationer, ikke navne."
    )
    referat = models.TextField("referat", blank=True)
    redegoerelse = models.TextField("redegørelse", blank=True)

    class Meta:
        verbose_name = "styringsdialog"
        verbose_name_plural = "styringsdialoger"
        ordering = ["-aar", "boligorganisation__navn"]
        constraints = [
            models.UniqueConstraint(fields=["boligorganisation", "aar"], name="styringsdialog_en_om_aaret")
        ]
        indexes = [models.Index(fields=["aar"], name="styringsdialog_aar")]

    def __str__(self) -> str:
        return f"Styringsdialog {self.aar}, {self.boligorganisation}"

    def get_absolute_url(self) -> str:
        return reverse("tilsyn:dialog", args=[self.sag.nummer])


class Materialeart(models.TextChoices):
    """What a dialogue is prepared from. The last four and the report make up the documentation package."""

    FORELOEBIGE_TAL = "foreloebige_tal", "Foreløbige regnskabstal"
    AARSREGNSKAB = "aarsregnskab", "Endeligt årsregnskab"
    STYRINGSRAPPORT = "styringsrapport", "Styringsrapport"
    AFDELINGSSKEMAER = "afdelingsskemaer", "Afdelingsskemaer"
    REGNSKABSSPOERGESKEMA = "regnskabsspoergeskema", "Regnskabsspørgeskema"
    AARSBERETNING = "aarsberetning", "Årsberetning"
    REVISIONSPROTOKOL = "revisionsprotokol", "Revisionsprotokol"
    ANALYSER = "analyser", "Relevante analyser"


class Dialogmateriale(models.Model):
    """One part of what is asked for: when it came, when it was reviewed, and what the review found.

    `undladt`: it is not asked for this year, and `bemaerkning` says why.
    """

    dialog = models.ForeignKey(Styringsdialog, on_delete=models.CASCADE, related_name="materialer")
    art = models.CharField("materiale", max_length=24, choices=Materialeart.choices)
    frist = models.DateField("frist", null=True, blank=True)
    modtaget = models.DateField("modtaget", null=True, blank=True)
    gennemgaaet = models.DateField("gennemgået", null=True, blank=True)
    gennemgaaet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undladt = models.BooleanField("bruges ikke i år", default=False)
    bemaerkning = models.TextField("bemærkning", blank=True)

    class Meta:
        verbose_name = "materiale til styringsdialog"
        verbose_name_plural = "materiale til styringsdialoger"
        ordering = ["dialog", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dialog", "art"], name="dialogmateriale_et_af_hver"),
            models.CheckConstraint(
                condition=Q(gennemgaaet__isnull=True) | Q(modtaget__isnull=False),
                name="dialogmateriale_modtaget_foer_gennemgang",
            ),
        ]

    def __str__(self) -> str:
        return self.get_art_display()


class Dialogpunkt(models.Model):
    """An item of the meeting's agenda, and what the minutes say of it. `aabent`: it is to be taken up again next year."""

    dialog = models.ForeignKey(Styringsdialog, on_delete=models.CASCADE, related_name="punkter")
    nummer = models.PositiveSmallIntegerField("nummer")
    tema = models.CharField("tema", max_length=100, blank=True)
    titel = models.CharField("punkt", max_length=200)
    oplaeg = models.TextField("oplæg", blank=True)
    konklusion = models.TextField("konklusion", blank=True)
    aabent = models.BooleanField("tages op igen", default=False)
    genoptaget_fra = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="genoptaget_som"
    )

    class Meta:
        verbose_name = "punkt i styringsdialog"
        verbose_name_plural = "punkter i styringsdialoger"
        ordering = ["dialog", "nummer", "id"]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.titel}"


class Aftalepart(models.TextChoices):
    """Whose an agreement is to carry out."""

    BOLIGORGANISATION = "boligorganisation", "Boligorganisationen"
    KOMMUNE = "kommune", "Kommunen"
    BEGGE = "begge", "Begge"


class Aftalestatus(models.TextChoices):
    """What has become of an agreement. Carried forward: it stands again in the dialogue of the year after."""

    AABEN = "aaben", "Åben"
    OPFYLDT = "opfyldt", "Opfyldt"
    BORTFALDET = "bortfaldet", "Bortfaldet"
    VIDEREFOERT = "viderefoert", "Videreført"


class Dialogaftale(models.Model):
    """What was agreed at the meeting: who does what by when, and what has become of it. Changes stand in the case's journal."""

    dialog = models.ForeignKey(Styringsdialog, on_delete=models.CASCADE, related_name="aftaler")
    punkt = models.ForeignKey(
        Dialogpunkt, on_delete=models.SET_NULL, null=True, blank=True, related_name="aftaler"
    )
    tekst = models.TextField("aftale")
    part = models.CharField("hvem", max_length=20, choices=Aftalepart.choices)
    ejer = models.CharField("ansvarlig funktion", max_length=120, help_text="En funktion, ikke et navn.")
    frist = models.DateField("frist")
    status = models.CharField(
        "status", max_length=12, choices=Aftalestatus.choices, default=Aftalestatus.AABEN
    )
    afsluttet = models.DateField("afsluttet", null=True, blank=True)
    note = models.TextField("opfølgning", blank=True)
    viderefoert_fra = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="viderefoert_som"
    )

    class Meta:
        verbose_name = "aftale fra styringsdialog"
        verbose_name_plural = "aftaler fra styringsdialoger"
        ordering = ["frist", "id"]
        indexes = [models.Index(fields=["status", "frist"], name="dialogaftale_aabne")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status="aaben") & Q(afsluttet__isnull=True))
                | (~Q(status="aaben") & Q(afsluttet__isnull=False)),
                name="dialogaftale_afsluttet",
            )
        ]

    def __str__(self) -> str:
        return self.tekst[:80]


class Redegoerelse(models.Model):
    """The published statement on a dialogue as it was that day (§ 164, stk. 2). Insert-only; the latest counts.

    `trukket`: the publication was taken back; nothing is public until there is a later one.
    """

    dialog = models.ForeignKey(Styringsdialog, on_delete=models.PROTECT, related_name="redegoerelser")
    tekst = models.TextField("redegørelse")
    moede_dato = models.DateField("mødets dag", null=True)
    trukket = models.BooleanField("trukket tilbage", default=False)
    offentliggjort = models.DateTimeField("offentliggjort", auto_now_add=True)
    offentliggjort_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "redegørelse for styringsdialog"
        verbose_name_plural = "redegørelser for styringsdialoger"
        ordering = [F("offentliggjort").desc(), "-id"]

    def __str__(self) -> str:
        return f"Redegørelse, {self.dialog}"
