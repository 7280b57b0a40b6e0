"""The style sheet names files; a picture that is not there is left out without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spexplorer.ui.theme import load_theme, style_sheet


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_picture_of_the_style_sheet_is_there(name):
    sheet = style_sheet(load_theme(name))
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert [picture for picture in pictures if not Path(picture).is_file()] == []
    assert "@" not in re.sub(r"/\*.*?\*/", "", sheet)
