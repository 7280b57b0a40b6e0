"""What somebody meant who wrote a date in a draft of EDTF, or nearly right; read when a date is refused."""

from __future__ import annotations

import re


def meant(text: str) -> str:
    """What a refused date is likely to mean, not yet read itself; "" where nothing comes to mind."""
    better = re.sub(r"\bunknown\b|\bunkn\b", "", text)
    better = re.sub(r"\bopen\b", "..", better)
    better = re.sub(r"(?<=[0-9uUX-])[uU](?=[uUX-]|\b)", "X", better)
    better = re.sub(r"(?<=[0-9X-])[uU]", "X", better)
    better = better.replace("?~", "%").replace("~?", "%")
    better = re.sub(r"^Y(-?)([0-9]+)E([0-9])(S[0-9]+)?([?~%]?)$", _without_exponent, better)
    return "" if better == text else better


def _without_exponent(found: re.Match[str]) -> str:
    year = int(found[2]) * 10 ** int(found[3])
    return f"{found[1]}{year:04d}{found[5]}" if year <= 9999 else found[0]
