"""What the Overview tells: the questions of a library with short answers out of its records, and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.filters import Period
from spexplorer.readings.counts import counts_in_words
from spexplorer.readings.questions import (
    AnsweredQuestion,
    Question,
    filter_for,
    questions_of,
    shortened,
    tab_for,
)
from spexplorer.readings.ready_questions import ready_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.domain.concepts import Instrument
    from spexplorer.domain.counts import Count
    from spexplorer.domain.findings import Statistic
    from spexplorer.exploring.answers import Answers
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

    Positions = NDArray[np.int32]

_KINDS: Final = {
    "timeline": "event", "instruments": "instrument", "agreements": "agreement",
    "citations": "citation", "statistics": "statistic", "claims": "claim", "library": "work",
    "people": "agent", "observations": "note",
}  # fmt: skip
"""Tab -> the kind of record that a question leading to it asks for."""

_STATEMENTS: Final = ("event", "claim", "statistic", "agreement")
"""The kinds that state something: what they rest on is asked."""
_UNSOURCED: Final = ("paper", "none")
"""The values of the facet of support that name no footnote and no computation."""
_NAMED: Final = 3
"""So many records are named in an answer; the others are counted."""
_MOST_READ: Final = 20_000
"""In a library with more claims or passages than these the chains of quotation are not looked for."""


class QuotedThrough(NamedTuple):
    """Somebody whose words a work states from another's work: the footnote tells whose."""

    holder: str
    through: str
    citation: str


def answered_questions(tr: Language, reader: Reader, answers: Answers) -> list[AnsweredQuestion]:
    """The questions of a library and those that every library allows, each answered from its records."""
    answerer = _Answerer(tr, reader, answers)
    asked = questions_of(reader.about)
    found = [answerer.answer(question) for question in asked]
    found += [one for question in asked if (one := answerer.agreed(question)) is not None]
    found += ready_questions(tr, reader, answers)
    found += [one for one in (answerer.unsourced(),) if one is not None]
    asked_for_chains = any(one.question.selected for one in found)
    if not asked_for_chains and answerer.chains:
        found.append(
            answerer.through(Question(tr("Who is quoted through whom?"), {"tab": "citations"}))
        )
    return found


def quoted_through(reader: Reader) -> list[QuotedThrough]:
    """Whose words footnotes give through a work of somebody else: those of the tab of footnotes.

    Each is told by the person whose claim the sentence states, else by the author of what is quoted, else
    by its title.
    """
    from spexplorer.readings.citations.apparatus import read_apparatus
    from spexplorer.readings.citations.selection import quoting

    if max(reader.counts[kind] for kind in ("claim", "passage")) > _MOST_READ:
        return []
    apparatus = read_apparatus(reader)
    feet = sorted(quoting(apparatus), key=lambda foot: foot.record.number)
    stated = _holders_by_passage(reader) if feet else {}
    found = []
    for foot in feet:
        cited = apparatus.source.get(foot.record.cited_work or "")
        authors = [one.agent for one in cited.record.contributors] if cited is not None else []
        known = {
            holder: None
            for passage in foot.covers
            for holder in stated.get(passage, ())
            if holder not in authors
        }
        works = [apparatus.source[uid].record for uid in foot.through if uid in apparatus.source]
        held = {one.agent: None for work in works for one in work.contributors}
        names = [_family(reader.label(holder)) for holder in known or held]
        names = names or [shortened(work.title) for work in works[:1]]
        through = _family(reader.label(authors[0] if authors else foot.record.cited_work or ""))
        found += [QuotedThrough(name, through, foot.id) for name in names[:1]]
    return found


def _holders_by_passage(reader: Reader) -> dict[str, list[str]]:
    """The persons whose claims a passage states."""
    from spexplorer.domain.authorities import Agent
    from spexplorer.domain.findings import Claim

    found: dict[str, list[str]] = {}
    for claim in reader.records("claim"):
        if not isinstance(claim, Claim) or not claim.holder:
            continue
        holder = reader.record(claim.holder)
        if isinstance(holder, Agent) and holder.agent_type == "person":
            for piece in claim.evidence:
                if piece.role == "states":
                    found.setdefault(piece.passage, []).append(claim.holder)
    return found


class _Answerer:
    """Words the answers from one library and its index."""

    def __init__(self, tr: Language, reader: Reader, answers: Answers) -> None:
        self._tr = tr
        self._reader = reader
        self._answers = answers
        self.chains = quoted_through(reader)

    def answer(self, question: Question) -> AnsweredQuestion:
        """The answer of one question, by where it leads."""
        current = str(question.answer.get("current") or "")
        if filter_for(question).constraints:
            return self._those_that_pass(question, current)
        if any(chain.citation == current for chain in self.chains):
            return self.through(question)
        return self._of_record(question, current)

    # -- who is quoted through whom -------------------------------------------------------------

    def through(self, question: Question) -> AnsweredQuestion:
        """The chains of quotation; all of their footnotes are selected where the question leads."""
        tr = self._tr
        words = [
            tr("{who} through {whom}", who=one.holder, whom=one.through) for one in self.chains
        ]
        notes = frozenset(one.citation for one in self.chains)
        return AnsweredQuestion(
            question._replace(selected=notes),
            " · ".join(words),
            tr.counted(len(notes), "{n} footnote", "{n} footnotes"),
        )

    # -- what was agreed in the period of a question ----------------------------------------------

    def agreed(self, asked: Question) -> AnsweredQuestion | None:
        """Beside a question of what happened in a period: what was agreed in it, if anything was."""
        from spexplorer.words.dates import in_words

        if tab_for(asked) != "timeline" or filter_for(asked).get("period") is None:
            return None
        period = str(asked.answer["period"])
        question = Question(
            self._tr("What was agreed {when}?", when=in_words(self._tr, period)),
            {"tab": "agreements", "period": period},
        )
        answers = self._answers.under(filter_for(question))
        listed = answers.index.listed("agreement")
        if not answers.passing().certain[listed].any():
            return None
        return self._those_that_pass(question, "")

    # -- what rests on no source ----------------------------------------------------------------

    def unsourced(self) -> AnsweredQuestion | None:
        """How many statements rest on no footnote; None where there are none or no footnotes at all."""
        tr = self._tr
        facets = {"support": list(_UNSOURCED)}
        question = Question(
            tr("What rests on no source but the work itself?"), {"tab": "claims", "facets": facets}
        )
        counts = self._answers.under(filter_for(question)).counts("kind")
        parts: dict[str, Count] = {kind: counts[kind] for kind in _STATEMENTS if kind in counts}
        number = sum(count.possible for count in parts.values())
        if not number or not self._reader.counts["citation"]:
            return None
        every = sum(self._reader.counts[kind] for kind in _STATEMENTS)
        words = tr.counted(
            number,
            "{n} of {all} statements names no footnote.",
            "{n} of {all} statements name no footnote.",
            all=tr.number(every),
        )
        kinds = " · ".join(one.words for one in counts_in_words(tr, parts))
        return AnsweredQuestion(question, words, kinds)

    # -- what a filter lets through -------------------------------------------------------------

    def _those_that_pass(self, question: Question, current: str) -> AnsweredQuestion:
        """The records that pass, by name: what certainly passes first, the current one before all."""
        kind = _KINDS.get(tab_for(question), "event")
        answers = self._answers.under(filter_for(question))
        passing, listed = answers.passing(), answers.index.listed(kind)
        certain = self._within_first(question, kind, listed[passing.certain[listed]])
        maybe = listed[passing.possible[listed] & ~passing.certain[listed]]
        first = [*certain[: _NAMED + 1].tolist(), *maybe[: _NAMED + 1].tolist()]
        at = answers.index.position.get(current) if current else None
        if at is not None and passing.certain[at]:
            first = [at, *(one for one in first if one != at)]
        rows = self._reader.rows_at(int(answers.index.numbers[one]) for one in first[:_NAMED])
        names = [self._name(kind, row.id, row.label) for row in rows]
        tr = self._tr
        rest = len(certain) + len(maybe) - len(names)
        if kind == "note":
            names, rest = names[:1], 0
        words = " · ".join(names)
        if not names:
            words = tr("Nothing in this library answers it.")
        elif rest:
            words = tr.counted(rest, "{names} and {n} more", "{names} and {n} more", names=words)
        return AnsweredQuestion(
            question, words, self._found_words(question, kind, len(certain), len(maybe))
        )

    def _within_first(self, question: Question, kind: str, places: Positions) -> Positions:
        """Records of a period: those that lie wholly in it before those that reach beyond it."""
        import numpy as np

        period = filter_for(question).get("period")
        if not isinstance(period, Period) or kind not in ("event", "agreement"):
            return places
        index = self._answers.index
        dated = index.dated(kind)
        inside = (dated.start_min >= period.first) & (dated.end_max <= period.last)
        inner = np.isin(places, dated.record[inside])
        return np.concatenate([places[inner], places[~inner]])

    def _found_words(self, question: Question, kind: str, certain: int, maybe: int) -> str:
        from spexplorer.domain.counts import Count

        tr = self._tr
        parts = [one.words for one in counts_in_words(tr, {kind: Count(certain, certain + maybe)})]
        if maybe:
            parts = [
                tr.counted(certain, "{n} certainly", "{n} certainly"),
                tr.counted(maybe, "{n} only possibly", "{n} only possibly"),
            ]
        verdicts = filter_for(question).values("verdict")
        if kind == "instrument" and verdicts:
            holders = {
                one.holder
                for record in self._instruments()
                for one in record.assessments
                if one.verdict in verdicts
            }
            parts.append(tr.counted(len(holders), "{n} holder", "{n} holders"))
        return " · ".join(parts)

    def _instruments(self) -> Sequence[Instrument]:
        from spexplorer.domain.concepts import Instrument

        return [one for one in self._reader.records("instrument") if isinstance(one, Instrument)]

    def _name(self, kind: str, record_id: str, label: str) -> str:
        """What a record is called in a list: with its date where it has one of its own."""
        from spexplorer.domain.happenings import Agreement, Event
        from spexplorer.domain.sort_keys import principal_date
        from spexplorer.words.dates import in_words

        if kind == "note":
            return label
        record = self._reader.record(record_id)
        date: str | None = None
        if isinstance(record, Event):
            date = record.date
        elif isinstance(record, Agreement):
            date = principal_date(record)
        name = shortened(label)
        if not date:
            return name
        return self._tr("{name} ({date})", name=name, date=in_words(self._tr, date))

    # -- what one record says -------------------------------------------------------------------

    def _of_record(self, question: Question, current: str) -> AnsweredQuestion:
        from spexplorer.domain.concepts import Instrument
        from spexplorer.domain.findings import Statistic

        record = self._reader.record(current) if current else None
        if isinstance(record, Statistic):
            return self._of_figure(question, record)
        if isinstance(record, Instrument) and record.assessments:
            return self._of_instrument(question, record)
        row = self._reader.row(current) if record is not None else None
        if row is None:
            return AnsweredQuestion(question, "")
        return AnsweredQuestion(question, row.label, row.detail)

    def _of_figure(self, question: Question, record: Statistic) -> AnsweredQuestion:
        """A figure against what it does not agree with; else the figure, who gives it and as of when."""
        from spexplorer.readings.statistics.comparisons import FiguresReading, brief_verdict
        from spexplorer.readings.statistics.figures import date_words, full_words

        tr, term = self._tr, self._reader.term
        for comparison in FiguresReading(self._reader).comparisons:
            every = (comparison.stated, *comparison.computed)
            is_computed = record.derived_from is not None
            if is_computed and any(one.id == record.id for one in every):
                figures = tr.counted(len(every), "{n} figure", "{n} figures")
                note = tr("{figures} that do not agree", figures=figures)
                return AnsweredQuestion(question, brief_verdict(tr, comparison, term), note)
        words, when = full_words(tr, record, term), date_words(tr, record)
        if record.holder:
            words = tr(
                "{figure}, as given by {holder}",
                figure=words,
                holder=self._reader.label(record.holder),
            )
        if when:
            words = tr("{figure} ({date})", figure=words, date=when)
        rests = len({piece.passage for piece in record.evidence})
        return AnsweredQuestion(
            question, words, tr.counted(rests, "rests on {n} sentence", "rests on {n} sentences")
        )

    def _of_instrument(self, question: Question, record: Instrument) -> AnsweredQuestion:
        """The verdicts on an instrument, each with who gives it."""
        tr = self._tr
        words = []
        for one in record.assessments:
            verdict = self._reader.term("verdict", one.verdict)
            holder = self._reader.label(one.holder) if one.holder else tr("holder not stated")
            words.append(tr("{verdict} ({holder})", verdict=verdict, holder=shortened(holder)))
        number = len(record.assessments)
        return AnsweredQuestion(
            question,
            " · ".join(words),
            tr.counted(number, "{n} assessment", "{n} assessments"),
        )


def _family(name: str) -> str:
    """“Nye” of “Nye, Joseph S.”; a name without a comma stays whole."""
    return name.partition(",")[0]
