"""What somebody meant who wrote a date in a draft of EDTF, or nearly right; read when a date is refused."""

from __future__ import annotations

import re

from spexplorer.domain.edtf_grammar import EdtfError, read_strictly


def meant(text: str) -> str:
    """The date in EDTF that a refused one is likely to mean; "" where there is none."""
    better = re.sub(r"\bunknown\b|\bunkn\b", "", text)
    better = re.sub(r"\bopen\b", "..", better)
    better = re.sub(r"(?<=[0-9uUX-])[uU](?=[uUX-]|\b)", "X", better)
    better = re.sub(r"(?<=[0-9X-])[uU]", "X", better)
    better = better.replace("?~", "%").replace("~?", "%")
    better = re.sub(r"^Y(-?)([0-9]+)E([0-9])(S[0-9]+)?([?~%]?)$", _without_exponent, better)
    if better == text:
        return ""
    try:
        read_strictly(better)
    except EdtfError:
        return ""
    return better


def _without_exponent(found: re.Match[str]) -> str:
    year = int(found[2]) * 10 ** int(found[3])
    return f"{found[1]}{year:04d}{found[5]}" if year <= 9999 else found[0]
