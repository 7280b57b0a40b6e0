"""The last few large things that were made are kept, and no more."""

from __future__ import annotations

from spexplorer.exploring.properties import RecentValues


def test_what_was_asked_for_lately_is_kept_and_the_oldest_goes() -> None:
    made: list[str] = []
    few = RecentValues(2)

    def ask(key: str) -> str:
        return few(key, lambda: made.append(key) or key.upper())

    assert [ask("a"), ask("b"), ask("a")] == ["A", "B", "A"]
    ask("c")  # b was asked for longest ago
    ask("a")
    assert made == ["a", "b", "c"]
    ask("b")
    assert made == ["a", "b", "c", "b"]
