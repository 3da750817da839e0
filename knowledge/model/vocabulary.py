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
