"""Questions that every library allows and that its facets answer, each leading to the tab that shows it.

What is said on a subject decade by decade, which figures rest on which footnote or on none, which section
names which instruments, who held which office, and what went from whom to whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from spexplorer.domain.filters import Filter
from spexplorer.readings.counts import counts_in_words
from spexplorer.readings.questions import AnsweredQuestion, Question, filter_for, shortened
from spexplorer.words.facets import count_in_words, value_label
from spexplorer.words.labels import office_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spexplorer.domain.counts import Count
    from spexplorer.exploring.answers import Answers
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_FOOTNOTES: Final = "Footnotes"
"""The section that passages of footnotes stand in: it names everything that a footnote names."""
_NAMED: Final = 3
"""So many names stand in an answer; the others are counted."""
_MOST_VALUES: Final = 100
_COUNTED: Final = 8
"""So many values are told with their counts."""


def ready_questions(tr: Language, reader: Reader, answers: Answers) -> list[AnsweredQuestion]:
    """Those of the questions that a library has an answer to."""
    ready = _ReadyQuestions(tr, reader, answers)
    asked = (
        ready.by_decade(),
        ready.by_footnote(),
        ready.by_section(),
        ready.offices(),
        ready.flows(),
    )
    return [one for one in asked if one is not None]


class _ReadyQuestions:
    def __init__(self, tr: Language, reader: Reader, answers: Answers) -> None:
        self._tr, self._reader, self._answers = tr, reader, answers

    def by_decade(self) -> AnsweredQuestion | None:
        """The events of the subject that most are about, decade by decade."""
        tr, reader = self._tr, self._reader
        facet = next((one.name for one in reader.facets() if one.scheme), "")
        subjects = self._under({}).counts(facet, kind="event") if facet else {}
        if not any(count.possible for count in subjects.values()):
            return None
        subject = max(subjects, key=lambda value: subjects[value].possible)
        question = Question(
            tr(
                "What is said on {subject}, decade by decade?",
                subject=value_label(tr, reader, facet, subject),
            ),
            {"tab": "timeline", "facets": {facet: [subject]}},
        )
        under = self._under(question.answer["facets"])
        decades = {v: c for v, c in under.counts("decade", kind="event").items() if c.possible}
        if len(decades) < 2:
            return None
        return self._counted(question, "decade", decades, self._total("event", subjects[subject]))

    def by_footnote(self) -> AnsweredQuestion | None:
        """How many figures rest on each footnote; leads to those that rest on none."""
        tr = self._tr
        found = self._under({}).counts("footnote", kind="statistic")
        counts = {v: c for v, c in found.items() if c.possible}
        lacking = counts.pop("none", None)
        if lacking is None or not counts:
            return None
        question = Question(
            tr("Which figures name no footnote, and on which do the others rest?"),
            {"tab": "statistics", "facets": {"footnote": ["none"]}},
        )
        note = tr.counted(
            lacking.possible,
            "{n} of {all} figures names no footnote",
            "{n} of {all} figures name no footnote",
            all=tr.number(self._reader.counts["statistic"]),
        )
        under = self._under(question.answer["facets"]).counts("support", kind="statistic")
        if (computed := under.get("derived")) is not None and computed.possible:
            words = (
                "{found}; {n} of them is computed here",
                "{found}; {n} of them are computed here",
            )
            note = tr.counted(computed.possible, *words, found=note)
        return self._counted(
            question, "footnote", dict(sorted(counts.items(), key=_by_count)), note
        )

    def by_section(self) -> AnsweredQuestion | None:
        """The instruments that the last section names; how many each section does."""
        tr, reader = self._tr, self._reader
        found = self._under({}).counts("section", kind="instrument")
        order = dict.fromkeys(place.section for place in reader.passages())
        counts = {
            s: found[s] for s in order if s in found and found[s].possible and s != _FOOTNOTES
        }
        if len(counts) < 2:
            return None
        last = list(counts)[-1]
        name = value_label(tr, reader, "section", last)
        question = Question(
            tr("Which instruments does the section “{section}” name?", section=name),
            {"tab": "instruments", "facets": {"section": [last]}},
        )
        note = self._counted(question, "section", counts, "").answer
        return self._named(question, "instrument", note)

    def offices(self) -> AnsweredQuestion | None:
        """Who held which office."""
        tr = self._tr
        held = self._reader.offices()
        if not held:
            return None
        titles = list(dict.fromkeys(title for _, title in held))
        question = Question(
            tr("Who holds an office, and which?"), _leading("people", "office", titles)
        )
        first = dict.fromkeys(number for number, _ in held[:_NAMED])
        persons = {row.id: row.label for row in self._reader.rows_at(first)}
        facts = {uid: self._reader.agent_facts(uid) for uid in persons}
        said = [
            tr("{name}: {office}", name=shortened(name), office=office_words(tr, *office))
            for uid, name in persons.items()
            if (told := facts[uid]) is not None
            for office in told.offices
        ]
        note = tr.counted(len({n for n, _ in held}), "{n} person", "{n} persons")
        return AnsweredQuestion(question, self._some(said, len(held)), note)

    def flows(self) -> AnsweredQuestion | None:
        """What went from whom to whom, in events that name a sender and a receiver."""
        tr, index = self._tr, self._answers.index
        passing = index.passing(Filter())
        pairs = index.crossed("sender", "receiver", passing, "event").most_common(_COUNTED + 1)
        if not pairs:
            return None
        senders = sorted(
            value
            for value, count in index.counts("sender", passing, "event").items()
            if count.possible
        )
        question = Question(
            tr("What goes from whom to whom?"), _leading("timeline", "sender", senders)
        )
        said = [
            tr(
                "{sender} → {receiver}: {n}",
                sender=shortened(self._reader.label(sender)),
                receiver=shortened(self._reader.label(receiver)),
                n=tr.number(number),
            )
            for (sender, receiver), number in pairs[:_NAMED]
        ]
        events = self._under({"sender": senders}).counts("kind")["event"]
        return AnsweredQuestion(
            question, self._some(said, len(pairs)), self._total("event", events)
        )

    # -- wording ---------------------------------------------------------------------------------

    def _under(self, facets: dict[str, Any]) -> Answers:
        return self._answers.under(filter_for(Question("", {"facets": facets})))

    def _counted(
        self, question: Question, facet: str, counts: Mapping[str, Count], note: str
    ) -> AnsweredQuestion:
        """Values with their counts; the order of the counts is kept."""
        tr = self._tr
        said = [
            tr(
                "{value}: {count}",
                value=value_label(tr, self._reader, facet, value),
                count=count_in_words(tr, count),
            )
            for value, count in list(counts.items())[:_COUNTED]
        ]
        return AnsweredQuestion(question, self._some(said, len(counts)), note)

    def _named(self, question: Question, kind: str, note: str) -> AnsweredQuestion:
        """The first records of a kind that pass, by name."""
        answers = self._under(question.answer["facets"])
        listed = answers.index.listed(kind)
        places = listed[answers.passing().possible[listed]]
        numbers = [int(answers.index.numbers[at]) for at in places[:_NAMED]]
        names = [shortened(row.label) for row in self._reader.rows_at(numbers)]
        return AnsweredQuestion(question, self._some(names, len(places)), note)

    def _some(self, said: list[str], every: int) -> str:
        words = " · ".join(said)
        if every <= len(said):
            return words
        more = "{names} and {n} more"
        return self._tr.counted(every - len(said), more, more, names=words)

    def _total(self, kind: str, count: Count) -> str:
        return counts_in_words(self._tr, {kind: count})[0].words


def _leading(tab: str, facet: str, values: list[str]) -> dict[str, Any]:
    """To a tab, narrowed to whoever has a value; not where these are too many to be read as a filter."""
    return {"tab": tab, "facets": {facet: values} if len(values) <= _MOST_VALUES else {}}


def _by_count(counted: tuple[str, Count]) -> tuple[int, int, str]:
    value, count = counted
    return -count.possible, len(value), value
