"""Vocabularies: the codes that are stored, with the labels that are shown (`docs/domain.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.problem import N_


@dataclass(frozen=True)
class Vocabulary:
    """Codes with their labels, in the order in which they are offered. Labels are gettext message ids."""

    name: str
    terms: dict[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def label(self, code: str) -> str:
        """The message id for `code`; an unknown code stands for itself (another region may have added it)."""
        return self.terms.get(code, code)


PARTNER_KINDS = Vocabulary(
    "partner_kind",
    {
        "vmbo": N_("vmbo school"),
        "mbo": N_("mbo college"),
        "basisschool": N_("primary school"),
        "havo-vwo": N_("havo/vwo school"),
        "praktijkonderwijs": N_("practical education"),
        "bedrijf": N_("company"),
        "groot-bedrijf": N_("large company"),
        "groep-bedrijven": N_("group of companies"),
        "branche": N_("trade association"),
        "leerwerkbedrijf": N_("learn-work company"),
        "opleidingsbedrijf": N_("training company"),
        "bedrijfsschool": N_("company school"),
        "overheid": N_("municipality/province"),
        "intermediair": N_("intermediary organisation"),
        "hotspot": N_("hotspot/tech hub"),
        "anders": N_("other"),
    },
)
SCHOOL_KINDS = frozenset({"vmbo", "mbo", "basisschool", "havo-vwo", "praktijkonderwijs"})

COMPANY_LIKE = frozenset({"bedrijf", "groot-bedrijf", "groep-bedrijven", "branche", "leerwerkbedrijf"}) | {
    "opleidingsbedrijf",
    "bedrijfsschool",
}
"""The kinds of partner that are companies, or organisations of companies."""

WORLDS = Vocabulary(
    "world",
    {
        "energie": N_("Energy, Water & Safety"),
        "voeding": N_("Food & Nature"),
        "wonen": N_("Living, Working & Traffic"),
        "mens": N_("People & Health"),
        "digitaal": N_("Digital, Media & Entertainment"),
        "hightech": N_("High Tech & Science"),
        "ontwerp": N_("Design, Production & World Trade"),
    },
)

PROFILES = Vocabulary(
    "profile",
    {
        "BWI": N_("BWI Building, Living and Interior"),
        "PIE": N_("PIE Production, Installation and Energy"),
        "M&T": N_("M&T Mobility and Transport"),
        "MVI": N_("MVI Media, Design and ICT"),
        "MaT": N_("MaT Maritime and Technology"),
        "D&P": N_("D&P Services and Products"),
        "Z&W": N_("Z&W Care and Welfare"),
        "E&O": N_("E&O Economy and Business"),
        "HBR": N_("HBR Hospitality, Bakery and Recreation"),
        "Groen": N_("Green"),
    },
)

ACTIVITY_KINDS = Vocabulary(
    "activity",
    {
        "promotie": N_("promotion & information"),
        "bezoek": N_("excursion/company visit"),
        "lob": N_("career orientation (LOB)"),
        "gastles": N_("guest lesson/masterclass"),
        "project": N_("hotspot/project"),
        "stage": N_("pupil placement"),
        "docentenstage": N_("teacher placement"),
        "middelen": N_("material & facilities"),
        "buitenschools": N_("out-of-school learning/elective"),
        "ontwikkelen": N_("co-developing education"),
        "hybride": N_("hybrid teacher/expertise"),
    },
)

SHORT_ACTIVITIES = Vocabulary(
    "short_activity",
    {
        "promotie": N_("promotion"),
        "bezoek": N_("visit"),
        "lob": N_("LOB"),
        "gastles": N_("guest lesson"),
        "project": N_("project"),
        "stage": N_("placement"),
        "docentenstage": N_("teacher placement"),
        "middelen": N_("material"),
        "buitenschools": N_("out of school"),
        "ontwikkelen": N_("co-development"),
        "hybride": N_("hybrid teaching"),
    },
)
"""The kinds of activity, for sentences and narrow columns."""

SHORT_CODES = {"docentenstage": "doc.stage", "buitenschools": "buitensch.", "ontwikkelen": "ontwikkel"}
"""What stands in a narrow list for the codes of kinds of activity that would be cut there."""

RELATION_STAGES = Vocabulary(
    "stage",
    {
        "verkennen": N_("exploring"),
        "ad-hoc": N_("ad hoc"),
        "terugkerend": N_("recurring"),
        "structureel": N_("structural (in the programme)"),
        "slapend": N_("dormant"),
        "beeindigd": N_("ended"),
    },
)

SIZES = Vocabulary("size", {"1-9": "1-9", "10-49": "10-49", "50-249": "50-249", "250+": "250+"})

PARTNER_STATES = Vocabulary("partner_state", {"actief": N_("active"), "archief": N_("archived")})

ROLES = Vocabulary(
    "role",
    {
        "programmaleider": N_("programme leader"),
        "relatiemanager": N_("relationship manager"),
        "bedrijvencoordinator": N_("company coordinator"),
        "bedrijfscontact": N_("company contact"),
        "techniekmakelaar": N_("technology broker"),
        "docent": N_("teacher"),
        "schoolleider": N_("school leader"),
        "instructeur": N_("instructor"),
        "praktijkopleider": N_("practical trainer"),
        "bestuur": N_("board member"),
        "projectsecretaris": N_("project secretary"),
        "decaan": N_("careers adviser"),
        "anders": N_("other"),
    },
)

CONTACT_WAYS = Vocabulary(
    "preferred", {"e-mail": N_("e-mail"), "telefoon": N_("telephone"), "langskomen": N_("dropping by")}
)

BODIES = Vocabulary(
    "body",
    {
        "stuurgroep": N_("steering group"),
        "projectgroep": N_("project group"),
        "werkgroep": N_("working group"),
        "klankbordgroep": N_("sounding board"),
        "adviesraad": N_("advisory board"),
        "branchetafel": N_("sector table"),
        "uitvoering": N_("delivery"),
    },
)

CERTAINTIES = Vocabulary(
    "certainty", {"eenmalig": N_("seen once"), "vaker": N_("seen more often"), "bewezen": N_("proven")}
)

ACTION_STATES = Vocabulary("action_state", {"open": N_("open"), "done": N_("done"), "dropped": N_("dropped")})

RUN_STATES = Vocabulary("run_state", {"open": N_("under way"), "finished": N_("finished")})

OUTCOMES = Vocabulary(
    "outcome",
    {"werkte": N_("worked"), "deels": N_("worked partly"), "niet": N_("did not work"), "niet-gebruikt": N_("not used")},
)

PUPIL_YEARS = Vocabulary("year", {str(year): str(year) for year in range(1, 5)})

ROUTES = Vocabulary("route", {"BB": "BB", "KB": "KB", "GL": "GL", "TL": "TL"})

YES = Vocabulary("yes", {"ja": N_("yes")})

YES_NO = Vocabulary("yes_no", {"ja": N_("yes"), "nee": N_("no")})

ACTIVITY_STATES = Vocabulary(
    "activity_state",
    {"idee": N_("idea"), "gepland": N_("planned"), "gedaan": N_("took place"), "afgelast": N_("cancelled")},
)

CANCEL_REASONS = Vocabulary(
    "cancel_reason",
    {
        "bedrijf": N_("the company could not"),
        "school": N_("the school could not"),
        "ziek": N_("illness"),
        "weer": N_("weather"),
        "vervoer": N_("transport"),
        "te-weinig": N_("too few took part"),
        "overmacht": N_("beyond anyone's control"),
        "anders": N_("other"),
    },
)

EMBEDDINGS = Vocabulary(
    "embedding",
    {
        "los": N_("on its own"),
        "les": N_("part of a lesson"),
        "lob": N_("part of career orientation (LOB)"),
        "curriculum": N_("part of the curriculum"),
    },
)

CLOSURE_KINDS = Vocabulary(
    "closure",
    {
        "vakantie": N_("school holiday"),
        "vrije-dag": N_("day off"),
        "toetsweek": N_("test week"),
        "gesloten": N_("closed"),
        "stageperiode": N_("placement period"),
        "druk": N_("busy time"),
        "open": N_("open after all"),
    },
)

WORKDAYS = Vocabulary(
    "workday",
    {"ma": N_("Monday"), "di": N_("Tuesday"), "wo": N_("Wednesday"), "do": N_("Thursday"), "vr": N_("Friday")},
)

VENUES = Vocabulary(
    "venue", {"school": N_("at school"), "bedrijf": N_("at the company"), "elders": N_("somewhere else")}
)

ALLOCATIONS = Vocabulary(
    "allocation",
    {"volgorde": N_("in order of signing up"), "eerlijk": N_("first one place for each"), "hand": N_("by hand")},
)

OFFER_STATES = Vocabulary("offer_state", {"open": N_("open"), "dicht": N_("closed")})

REQUEST_STATES = Vocabulary(
    "request_state",
    {"concept": N_("draft"), "open": N_("open"), "vervuld": N_("fulfilled"), "gesloten": N_("closed")},
)

SIGNUP_STATES = Vocabulary(
    "signup_state",
    {
        "nieuw": N_("new"),
        "bevestigd": N_("confirmed"),
        "reserve": N_("waiting list"),
        "nee": N_("no"),
        "ingetrokken": N_("withdrawn"),
    },
)

APPROACH_WAYS = Vocabulary(
    "approach_way",
    {
        "telefoon": N_("telephone"),
        "e-mail": N_("e-mail"),
        "langskomen": N_("dropping by"),
        "overleg": N_("consultation"),
        "app": N_("app"),
    },
)

DIRECTIONS = Vocabulary("direction", {"uit": N_("we asked them"), "in": N_("they asked us")})

ANSWERS = Vocabulary(
    "answer",
    {
        "open": N_("open"),
        "ja": N_("yes"),
        "nee": N_("no"),
        "later": N_("later"),
        "geen-gehoor": N_("no reply"),
    },
)

HOLIDAY_REGIONS = Vocabulary("holiday_region", {"noord": N_("North"), "midden": N_("Central"), "zuid": N_("South")})

CONTRIBUTION_WAYS = Vocabulary(
    "contribution_way",
    {
        "uren": N_("hours of work"),
        "leerlinguren": N_("pupil hours"),
        "materiaal": N_("material"),
        "faciliteiten": N_("facilities"),
        "geld": N_("money"),
        "pakket": N_("package"),
    },
)

VALUATIONS = Vocabulary(
    "valuation",
    {
        "factuur": N_("invoice"),
        "dagwaarde": N_("current value"),
        "verhuurprijs": N_("rental price"),
        "offerte": N_("quotation"),
        "schatting": N_("estimate"),
    },
)

ELSEWHERE = Vocabulary("other_scheme", {"nee": N_("no"), "ja": N_("yes"), "onbekend": N_("not known")})

EVIDENCE = Vocabulary(
    "evidence",
    {
        "urenstaat": N_("timesheet"),
        "mail": N_("e-mail"),
        "factuur": N_("invoice"),
        "waardebepaling": N_("valuation report"),
        "overeenkomst": N_("agreement"),
        "bank": N_("bank statement"),
        "presentie-aantallen": N_("attendance counts"),
        "beschikking": N_("formal decision"),
    },
)

CONTRIBUTION_STATES = Vocabulary(
    "contribution_state",
    {"toegezegd": N_("pledged"), "geleverd": N_("delivered"), "vervallen": N_("lapsed")},
)

GUARDS = Vocabulary("guard", {"waarschuwen": N_("warn"), "streng": N_("refuse")})

GUARD_RULES = Vocabulary(
    "guard_off",
    {
        "bsn": N_("a BSN"),
        "onderwijsnummer": N_("an onderwijsnummer"),
        "nummer-bij-label": N_("a pupil's number"),
        "leerling-naam": N_("a pupil's name"),
        "geboortedatum": N_("a date of birth"),
        "leerling-mail": N_("a pupil's mail address"),
    },
)
"""The rules that recognise text about a pupil, by what they find."""

ERASE_RULES = frozenset({"bsn", "onderwijsnummer", "nummer-bij-label"})
"""Those that find a number, which has to go from earlier versions as well."""

JUDGED = Vocabulary("counts", {"ja": N_("yes"), "nee": N_("no"), "beoordelen": N_("to be judged")})
"""Whether partners of a kind count for cofinanciering."""
