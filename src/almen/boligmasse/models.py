"""Figures on the housing stock and on completed dwellings, each as it was read from its source."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from almen.boligmasse.kategorier import ejerform_navn

FOERSTE_AAR, SIDSTE_AAR = 1900, 2099


class Emne(models.TextChoices):
    """What is counted: the stock as it stands in a year, or what was completed in it."""

    BESTAND = "bestand", "Boligmassen"
    FAERDIGGJORT = "faerdiggjort", "Færdiggjorte boliger"


class Enhed(models.TextChoices):
    """Numbers are counted; a share is one that its source printed. Shares of numbers are computed, never kept."""

    ANTAL = "antal", "Antal boliger"
    ANDEL = "andel", "Andel, offentliggjort (pct.)"


class Sikkerhed(models.TextChoices):
    """How certain the figure is; shown wherever it is."""

    SIKKER = "sikker", "Sikker"
    SANDSYNLIG = "sandsynlig", "Sandsynlig"
    USIKKER = "usikker", "Usikker"


class BoligtalQuerySet(models.QuerySet["Boligtal"]):
    """Readings, and which of them count."""

    def gaeldende(self) -> BoligtalQuerySet:
        """The readings that nothing has replaced and that are not withdrawals."""
        return self.filter(erstattet_af__isnull=True, tilbagekaldt=False)


class Boligtal(models.Model):
    """One reading of one figure. Never altered: a newer reading points at the one it replaces, and a withdrawal is one too.

    `ejerform` is a tenure of `kategorier.yaml` or `ialt`; `bydel` is a district of the profile, "" the whole
    municipality. `vaerdi` None: the source says that it does not know. `decimaler` are the printed ones. A figure on a
    period has `fra_aar` before `aar`.
    """

    NOEGLE = ("emne", "fra_aar", "aar", "bydel", "ejerform", "enhed")

    emne = models.CharField("emne", max_length=12, choices=Emne.choices)
    fra_aar = models.PositiveSmallIntegerField(
        "fra år", validators=[MinValueValidator(FOERSTE_AAR), MaxValueValidator(SIDSTE_AAR)]
    )
    aar = models.PositiveSmallIntegerField(
        "år", validators=[MinValueValidator(FOERSTE_AAR), MaxValueValidator(SIDSTE_AAR)]
    )
    bydel = models.CharField("bydel", max_length=80, blank=True)
    ejerform = models.CharField("ejerform", max_length=40)
    enhed = models.CharField("enhed", max_length=6, choices=Enhed.choices)
    vaerdi = models.DecimalField("værdi", max_digits=14, decimal_places=4, null=True)
    decimaler = models.PositiveSmallIntegerField("trykte decimaler", default=0)
    kilde = models.CharField("kilde", max_length=400)
    kilde_adresse = models.URLField("kildens adresse", max_length=400, blank=True)
    laest = models.DateField("læst den")
    sikkerhed = models.CharField("sikkerhed", max_length=12, choices=Sikkerhed.choices)
    note = models.CharField("note", max_length=400, blank=True)
    demo = models.BooleanField("demodata", default=False)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="registreret af"
    )
    erstatter = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="erstattet_af",
        verbose_name="erstatter",
    )
    tilbagekaldt = models.BooleanField("tilbagekaldt", default=False)
    begrundelse = models.CharField("hvorfor", max_length=300, blank=True)

    objects = BoligtalQuerySet.as_manager()

    class Meta:
        verbose_name = "boligtal"
        verbose_name_plural = "boligtal"
        ordering = ["-aar", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["emne", "fra_aar", "aar", "bydel", "ejerform", "enhed"],
                condition=Q(erstatter__isnull=True),
                name="boligtal_foerste",
            ),
            models.CheckConstraint(condition=Q(fra_aar__lte=F("aar")), name="boligtal_periode"),
            models.CheckConstraint(
                condition=Q(vaerdi__isnull=True) | Q(vaerdi__gte=0), name="boligtal_ikke_negativt"
            ),
            models.CheckConstraint(
                condition=Q(erstatter__isnull=True) | ~Q(begrundelse=""), name="boligtal_begrundet"
            ),
        ]
        indexes = [models.Index(fields=["bydel", "emne", "aar"], name="boligtal_bydel")]

    def __str__(self) -> str:
        return f"{self.get_emne_display()} {self.periode}, {self.sted}: {self.ejerform_navn}"

    def get_absolute_url(self) -> str:
        return reverse("boligmasse:boligtal", args=[self.pk])

    @property
    def tal(self) -> Decimal | None:
        """The figure with the decimals it was printed with."""
        return None if self.vaerdi is None else printed(self.vaerdi, self.decimaler)

    @property
    def periode(self) -> str:
        """ "2024" or "2014–2024"."""
        return str(self.aar) if self.fra_aar == self.aar else f"{self.fra_aar}–{self.aar}"

    @property
    def sted(self) -> str:
        """The district, or that it is the whole municipality."""
        return self.bydel or "Hele kommunen"

    @property
    def ejerform_navn(self) -> str:
        """The tenure in words."""
        return ejerform_navn(self.ejerform)


def printed(vaerdi: Decimal, decimaler: int) -> Decimal:
    """The value with the decimals it was printed with; the database gives it with its own."""
    return vaerdi.quantize(Decimal(1).scaleb(-decimaler))
