"""Settings and the session: a few typed values in an INI file of the user's configuration folder."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QByteArray, QSettings

from spexplorer.support.folders import user_config


class Session(NamedTuple):
    """What the next start restores; every value has a default a damaged file falls back to."""

    theme: str = "system"
    text_scale: float = 1.0
    geometry: QByteArray | None = None
    docks: QByteArray | None = None
    panels: str | None = None
    """The panels that were open, by their names; None at a first start."""
    offers_tour: bool = False
    """Whether nobody has put the tour away yet."""


def load_session() -> Session:
    """The session of the last time, or the defaults."""
    store = settings()
    theme = str(store.value("appearance/theme", "system"))
    scale = store.value("appearance/text_scale", 1.0)
    geometry, docks = store.value("window/geometry"), store.value("window/docks")
    panels = store.value("window/panels")
    try:
        text_scale = float(str(scale))
    except ValueError:
        text_scale = 1.0
    if not 0.7 <= text_scale <= 3.0:  # also true of “nan”
        text_scale = 1.0
    return Session(
        theme if theme in ("system", "light", "dark", "contrast") else "system",
        text_scale,
        geometry if isinstance(geometry, QByteArray) else None,
        docks if isinstance(docks, QByteArray) else None,
        panels if isinstance(panels, str) else None,
        offers_tour=str(store.value("tour/put_away", "")) != "true",
    )


def save_session(session: Session) -> None:
    """Keep the session; a folder that cannot be written only means that nothing is remembered."""
    store = settings()
    store.setValue("appearance/theme", session.theme)
    store.setValue("appearance/text_scale", session.text_scale)
    if session.geometry is not None:
        store.setValue("window/geometry", session.geometry)
    if session.docks is not None:
        store.setValue("window/docks", session.docks)
    if session.panels is not None:
        store.setValue("window/panels", session.panels)
    store.sync()


def charts_were_open() -> bool:
    """Whether the linked charts were open to their cards when they were last seen."""
    return str(settings().value("window/charts_open", "")) == "true"


def remember_charts(is_open: bool) -> None:
    """Keep whether the linked charts are open to their cards."""
    settings().setValue("window/charts_open", "true" if is_open else "false")


def remembered(name: str) -> str:
    """How something of a tab was left, by the name of the tab and the thing; "" where it never was."""
    return str(settings().value(f"tabs/{name}", ""))


def remember(name: str, value: str) -> None:
    """Keep how something of a tab is left."""
    settings().setValue(f"tabs/{name}", value)


def person_name() -> str:
    """What the history calls who makes changes here; "" where nobody has said."""
    return str(settings().value("person/name", ""))


def remember_person(name: str) -> None:
    """Keep what the history is to call who makes changes here."""
    store = settings()
    store.setValue("person/name", name.strip())
    store.sync()


def keep_tour_away() -> None:
    """Offer the tour never again by itself."""
    store = settings()
    store.setValue("tour/put_away", "true")
    store.sync()


def settings() -> QSettings:
    """The file of settings; in a folder that cannot be written it only reads."""
    return QSettings(str(user_config() / "settings.ini"), QSettings.Format.IniFormat)


def citing_style() -> str:
    """The citation style that was chosen last."""
    return remembered("citing/style") or "chicago-notes"


def citing_language() -> str:
    """The language of terms that was chosen last; "own" is that of each source."""
    return remembered("citing/language") or "own"
