"""The municipality's grundkapital: a frame per year and purpose, and a ledger of what is bound of it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Formaal(models.TextChoices):
    """Which budget pays (M14, M18): the administration's, or that of the elderly and social
    administrations.
    """

    FAMILIE_UNGDOM = "familie_ungdom", "Familie- og ungdomsboliger"
    AELDRE_PLEJE = "aeldre_pleje", "Ældre- og plejeboliger"


class Sikkerhed(models.TextChoices):
    """How certain a frame's amount is."""

    SIKKER = "sikker", "Sikker"
    SANDSYNLIG = "sandsynlig", "Sandsynlig"
    USIKKER = "usikker", "Usikker"


class Postart(models.TextChoices):
    """A movement in the ledger. Amounts are positive; the kind says which way they go."""

    RESERVERET = "reserveret", "Reserveret"
    FRIGIVET = "frigivet", "Reservation frigivet"
    TILSAGN = "tilsagn", "Tilsagn givet"
    TILBAGEKALDT = "tilbagekaldt", "Tilsagn nedsat eller tilbagekaldt"
    UDBETALT = "udbetalt", "Udbetalt"
    TILBAGEBETALT = "tilbagebetalt", "Udbetaling tilbageført"
    TILLAEG = "tillaeg", "Bevilget ud over rammen"
    TILLAEG_BORTFALDET = "tillaeg_bortfaldet", "Bevilling ud over rammen bortfaldet"


# Kind → (account, direction). What is paid lies within what is committed, so only the first two bind the
# frame.
MOVEMENTS: dict[str, tuple[str, int]] = {
    Postart.RESERVERET: ("reserveret", 1),
    Postart.FRIGIVET: ("reserveret", -1),
    Postart.TILSAGN: ("tilsagn", 1),
    Postart.TILBAGEKALDT: ("tilsagn", -1),
    Postart.UDBETALT: ("udbetalt", 1),
    Postart.TILBAGEBETALT: ("udbetalt", -1),
    Postart.TILLAEG: ("tillaeg", 1),
    Postart.TILLAEG_BORTFALDET: ("tillaeg", -1),
}
OPPOSITE: dict[str, str] = {
    Postart.RESERVERET: Postart.FRIGIVET,
    Postart.FRIGIVET: Postart.RESERVERET,
    Postart.TILSAGN: Postart.TILBAGEKALDT,
    Postart.TILBAGEKALDT: Postart.TILSAGN,
    Postart.UDBETALT: Postart.TILBAGEBETALT,
    Postart.TILBAGEBETALT: Postart.UDBETALT,
    Postart.TILLAEG: Postart.TILLAEG_BORTFALDET,
    Postart.TILLAEG_BORTFALDET: Postart.TILLAEG,
}
ACCOUNTS = ("reserveret", "tilsagn", "udbetalt", "tillaeg")


class Grundkapitalramme(models.Model):
    """The year's frame for one purpose, in whole kroner. An empty amount means: not registered yet.

    The four sums are the ledger's, kept under the row's lock so that the database itself refuses to bind
    more than the frame holds, also when two people act in the same second. A test holds them against the
    ledger. `tillaeg` is what the council has granted single cases beyond the frame, each with its decision.
    """

    aar = models.PositiveSmallIntegerField("år")
    formaal = models.CharField("formål", max_length=20, choices=Formaal.choices)
    beloeb = models.PositiveBigIntegerField("ramme (kr.)", null=True, blank=True)
    vedtaget_af = models.CharField("vedtaget af", max_length=120, blank=True)
    vedtaget_dato = models.DateField("vedtaget den", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=500, blank=True)
    sikkerhed = models.CharField(
        "sikkerhed", max_length=12, choices=Sikkerhed.choices, default=Sikkerhed.SIKKER
    )
    demo = models.BooleanField("syntetiske demodata", default=False)
    reserveret = models.BigIntegerField("reserveret (kr.)", default=0, editable=False)
    tilsagn = models.BigIntegerField("tilsagn (kr.)", default=0, editable=False)
    udbetalt = models.BigIntegerField("udbetalt (kr.)", default=0, editable=False)
    tillaeg = models.BigIntegerField("bevilget ud over rammen (kr.)", default=0, editable=False)

    class Meta:
        verbose_name = "grundkapitalramme"
        verbose_name_plural = "grundkapitalrammer"
        ordering = ["-aar", "formaal"]
        constraints = [
            models.UniqueConstraint(fields=["aar", "formaal"], name="ramme_unik"),
            models.CheckConstraint(condition=Q(aar__gte=1990, aar__lte=2099), name="ramme_aar"),
            models.CheckConstraint(
                condition=Q(reserveret__gte=0) & Q(tillaeg__gte=0), name="ramme_reserveret_ikke_negativ"
            ),
            models.CheckConstraint(
                condition=Q(udbetalt__gte=0) & Q(tilsagn__gte=F("udbetalt")),
                name="ramme_udbetalt_inden_for_tilsagn",
            ),
            models.CheckConstraint(
                condition=Q(beloeb__isnull=True)
                | Q(beloeb__gte=F("reserveret") + F("tilsagn") - F("tillaeg")),
                name="ramme_ikke_overskredet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_formaal_display()} {self.aar}"

    @property
    def bundet(self) -> int:
        """Reserved plus committed, in kroner."""
        return self.reserveret + self.tilsagn

    @property
    def tilbage(self) -> int | None:
        """What is left of the frame, in kroner; None while the frame is not registered."""
        return None if self.beloeb is None else self.beloeb + self.tillaeg - self.bundet


class Grundkapitalpost(models.Model):
    """One movement. Insert-only: what is undone gets a counter-entry (`modpost_til`)."""

    ramme = models.ForeignKey(Grundkapitalramme, on_delete=models.PROTECT, related_name="poster")
    sag = models.ForeignKey("sager.Sag", on_delete=models.PROTECT, related_name="grundkapitalposter")
    art = models.CharField("art", max_length=20, choices=Postart.choices)
    beloeb = models.PositiveBigIntegerField("beløb (kr.)")
    virkning = models.CharField("virkning", max_length=40, blank=True)
    beslutning_nummer = models.PositiveIntegerField("beslutning nr.", null=True, blank=True)
    modpost_til = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="modpost"
    )
    dato = models.DateField("dato")
    note = models.CharField("note", max_length=300, blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "grundkapitalpost"
        verbose_name_plural = "grundkapitalposter"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(beloeb__gte=1), name="post_beloeb_mindst_1")]

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.beloeb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    @staticmethod
    def _refuse() -> NoReturn:
        raise TypeError("Grundkapitalposter ændres og slettes ikke. Skriv en modpost.")


class Rammeflytning(models.Model):
    """Kroner moved from one year's frame to another's (same purpose) by a decision. Insert-only: undone by moving back."""

    fra = models.ForeignKey(Grundkapitalramme, on_delete=models.PROTECT, related_name="flyttet_ud")
    til = models.ForeignKey(Grundkapitalramme, on_delete=models.PROTECT, related_name="flyttet_ind")
    beloeb = models.PositiveBigIntegerField("beløb (kr.)")
    begrundelse = models.CharField("begrundelse", max_length=500)
    vedtaget_af = models.CharField("vedtaget af", max_length=120)
    vedtaget_dato = models.DateField("vedtaget den")
    kilde = models.CharField("kilde", max_length=500)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "rammeflytning"
        verbose_name_plural = "rammeflytninger"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(beloeb__gte=1), name="flytning_beloeb_mindst_1"),
            models.CheckConstraint(condition=~Q(fra=F("til")), name="flytning_to_rammer"),
        ]

    def __str__(self) -> str:
        return f"{self.beloeb} fra {self.fra} til {self.til}"
