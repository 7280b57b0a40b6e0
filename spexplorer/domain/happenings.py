"""Events and agreements: what happened, and what was agreed, decided or set up.

The words for agreements are those of the Vienna Convention on the Law of Treaties (1969) and the
UN Treaty Collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from spexplorer.domain.records import (
    AgentId,
    EdtfText,
    Info,
    InstrumentId,
    NameForm,
    PlaceId,
    Record,
    RecordId,
    Subject,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who took part in an event, and as what: host, sender, recipient, speaker, author, party."""

    agent: Annotated[AgentId, Info("Participant", "Who took part.")]
    role: Annotated[
        str,
        Info(
            "Role",
            "As what they took part.",
            scheme="participant_role",
            facet=(36, "Role of participant", "role"),
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Anything that happened or holds over a time; `date` may be an interval or null."""

    title: Annotated[str, Info("Title", "What happened, in a few words.", naming=True)]
    variants: Annotated[
        tuple[NameForm, ...], Info("Other titles", "Other names of it, also in other languages.")
    ] = ()
    event_type: Annotated[
        str,
        Info("Type", "What sort of event it is.", scheme="event_type", facet=(60, "Event type")),
    ]
    date: Annotated[
        EdtfText | None, Info("Date", "When it happened or held: 2013, 2013-09, 2002/2006.")
    ] = None
    date_printed: Annotated[
        str | None, Info("As printed", "The words the source gives the date in.")
    ] = None
    date_basis: Annotated[str, Info("Date is", "How the date is known.", scheme="date_basis")] = (
        "stated"
    )
    description: Annotated[str | None, Info("Description", "What happened, in your own words.")] = (
        None
    )
    place: Annotated[PlaceId | None, Info("Place", "Where it happened.")] = None
    agents: Annotated[tuple[AgentId, ...], Info("Actors", "Who had to do with it.")] = ()
    participants: Annotated[
        tuple[Participant, ...], Info("Participants", "Who took part, and as what.")
    ] = ()
    instruments: Annotated[
        tuple[InstrumentId, ...], Info("Instruments", "The instruments it is an example of.")
    ] = ()
    related: Annotated[tuple[RecordId, ...], Info("Related", "Records that go with it.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialTitle:
    """The title of an agreement in one of its languages, as the text bears it."""

    title: Annotated[str, Info("Title", "The title as the text bears it.", naming=True)]
    language: Annotated[
        str, Info("Language", "The language of the title as a BCP 47 tag: zh, kk, ru, en.")
    ]
    script: Annotated[str | None, Info("Script", "The script of the title by ISO 15924.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signed an agreement: for which party, in what office, where and when."""

    agent: Annotated[AgentId | None, Info("Signatory", "The person who signed.")] = None
    party: Annotated[AgentId | None, Info("For", "The party that was signed for.")] = None
    office: Annotated[
        str | None, Info("Office", "The office in which it was signed, as printed.")
    ] = None
    place: Annotated[PlaceId | None, Info("Place", "Where it was signed.")] = None
    date: Annotated[EdtfText | None, Info("Date", "When it was signed.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDate:
    """A typed date of an agreement: signed, ratified, in force, amended, terminated ..."""

    type: Annotated[str, Info("Type", "What happened on that date.", scheme="agreement_date")]
    date: Annotated[EdtfText, Info("Date", "When that was.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAct:
    """What one party did to an agreement: signed, ratified, notified, acceded, denounced."""

    type: Annotated[str, Info("Type", "What the party did.", scheme="agreement_date")]
    party: Annotated[AgentId, Info("Party", "The party that did it.")]
    date: Annotated[EdtfText | None, Info("Date", "When that was.")] = None
    act: Annotated[
        str | None, Info("Act", "The law, decree or note it was done by, with its number.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRelation:
    """How an agreement stands to another record: implements, amends, framework_of ..."""

    type: Annotated[
        str, Info("Relation", "How the two stand to each other.", scheme="agreement_relation")
    ]
    target: Annotated[RecordId, Info("Record", "The other record.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """An entry of an agreement in a register: the UN Treaty Series, Adilet, a state's own database."""

    register: Annotated[str, Info("Register", "The register: UNTS, Adilet, a national database.")]
    number: Annotated[
        str | None, Info("Number", "The number there, with its section: I-42307.")
    ] = None
    party: Annotated[AgentId | None, Info("Registered by", "The party that registered it.")] = None
    date: Annotated[EdtfText | None, Info("Date", "When it was registered.")] = None
    publication: Annotated[
        str | None, Info("Published in", "Series, volume and page, or the issue of the bulletin.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount of an agreement; amounts of different kinds are never added up."""

    amount: Annotated[float, Info("Amount", "The amount in whole units of the currency.")]
    currency: Annotated[str, Info("Currency", "The currency by ISO 4217: USD, CNY, KZT.")]
    kind: Annotated[
        str, Info("Kind", "Whether it was announced, committed or disbursed.", scheme="money_kind")
    ]
    year: Annotated[int | None, Info("Year", "The year the amount is stated for.")] = None
    note: Annotated[str | None, Info("Note", "What the amount is for.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A value that is not there, and why: not known, not applicable, or not found where one looked."""

    field: Annotated[
        str, Info("Field", "The field, or the type of date after a point: dates.in_force.")
    ]
    reason: Annotated[str, Info("Reason", "Why there is no value.", scheme="absence_reason")]
    register: Annotated[str | None, Info("Searched in", "The register it was looked for in.")] = (
        None
    )
    searched: Annotated[EdtfText | None, Info("Searched on", "When it was looked for.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """An agreement, decision, commission, programme, initiative or nomination.

    `status` is how the agreement stands; how far the record is checked is `review_status`.
    """

    title: Annotated[str, Info("Title", "The title as printed.", naming=True)]
    title_short: Annotated[
        str | None, Info("Short title", "The name it is usually cited by.", naming=True)
    ] = None
    titles: Annotated[
        tuple[OfficialTitle, ...], Info("Official titles", "The title in each of its languages.")
    ] = ()
    form: Annotated[
        str,
        Info(
            "Form", "What sort of instrument it is.", scheme="form", facet=(80, "Form of agreement")
        ),
    ]
    level: Annotated[
        str,
        Info(
            "Level",
            "Between whom it was concluded.",
            scheme="level",
            facet=(90, "Level of agreement"),
        ),
    ]
    binding: Annotated[
        str | None,
        Info("Binding", "Whether it binds; only where a source says so.", scheme="binding"),
    ] = None
    parties: Annotated[tuple[AgentId, ...], Info("Parties", "Who is bound by it.")] = ()
    signatories: Annotated[
        tuple[Signatory, ...], Info("Signatories", "Who signed, for whom and in what office.")
    ] = ()
    dates: Annotated[
        tuple[AgreementDate, ...], Info("Dates", "What happened to it, and when.")
    ] = ()
    acts: Annotated[
        tuple[PartyAct, ...], Info("Acts of the parties", "Who ratified or notified it, and when.")
    ] = ()
    subject: Annotated[str | None, Info("Subject", "What it is about, in your own words.")] = None
    subjects: Annotated[
        tuple[Subject, ...], Info("Subject headings", "Headings or classes of other schemes.")
    ] = ()
    provisions: Annotated[
        str | None, Info("Provisions", "What it provides, in your own words.")
    ] = None
    languages: Annotated[
        tuple[str, ...],
        Info("Authentic texts", "The languages whose texts are authentic, as BCP 47 tags."),
    ] = ()
    entry_into_force: Annotated[
        str | None, Info("Enters into force", "By what: signature, ratification, notification.")
    ] = None
    duration: Annotated[str | None, Info("Duration", "For how long, and how it ends.")] = None
    depositary: Annotated[AgentId | None, Info("Depositary", "Who keeps the original text.")] = None
    registrations: Annotated[
        tuple[Registration, ...], Info("Registrations", "Where it is registered and published.")
    ] = ()
    money: Annotated[
        tuple[Money, ...], Info("Money", "Amounts announced, committed or disbursed.")
    ] = ()
    status: Annotated[
        str, Info("Status", "How the agreement stands.", scheme="agreement_status")
    ] = "unknown"
    status_as_of: Annotated[EdtfText | None, Info("As of", "The time the status is said of.")] = (
        None
    )
    absences: Annotated[
        tuple[Absence, ...],
        Info("Not given", "What is not known, not applicable or was not found."),
    ] = ()
    relations: Annotated[
        tuple[AgreementRelation, ...], Info("Relations", "How it stands to other records.")
    ] = ()
    instruments: Annotated[
        tuple[InstrumentId, ...], Info("Instruments", "The instruments it belongs to.")
    ] = ()
    place: Annotated[PlaceId | None, Info("Place", "Where it was concluded.")] = None
    review_status: Annotated[
        str,
        Info("Review", "How far the record has been checked.", scheme="status", searched=False),
    ] = "draft"
