"""Agreements: the register of what was agreed, decided or set up, beside a strip of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.agreements.register import AgreementRegister
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, register: AgreementRegister | None = None) -> View:
    # Imported when the tab is first opened, so that it costs the start nothing.
    from spexplorer.ui.views.agreements.page import AgreementsView

    return AgreementsView(workspace, theme, register)


def _prepare(reader: Reader) -> AgreementRegister:
    from spexplorer.readings.agreements.register import AgreementRegister
    from spexplorer.ui.translation import tr

    return AgreementRegister(tr, reader)


view = ViewSpec("agreements", "Agreements", "agreements", 40, ("agreement",), _make, _prepare)
