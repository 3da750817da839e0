"""From the form of a Dutch verb to its infinitive: betaalt, betaald and betaalde to betalen (pure, but for one file).

Snowball removes -en but leaves -t and -d, which end nouns just as often. A list of infinitives tells which words are
forms of verbs; nouns that would be mistaken for one (gebied, gewicht) are in the same list, after a minus.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "words" / "verbs.txt"
_VOWELS = "aeiouy"
APART = (
    *"samen tegen terug onder achter binnen buiten verder weder voort voor over door mede open vast klaar".split(),
    *"langs rond aan uit mee bij toe weg los neer stil vol af in op om na".split(),
)
"""The prefixes of separable verbs, which let ge- come between: uitgenodigd."""

_FAST = ("be", "ver", "her", "ont", "er", "mis")
_BEFORE = (*APART, *_FAST)
_PAST = ("tten", "dden", "tte", "dde", "ten", "den", "te", "de", "t")

_STRONG = {
    form: infinitive
    for infinitive, spelled in {
        "bieden": "bood boden geboden", "binden": "gebonden", "blijken": "bleek bleken gebleken",
        "blijven": "bleef bleven gebleven", "breken": "brak braken gebroken", "brengen": "bracht brachten gebracht",
        "buigen": "gebogen", "denken": "dacht dachten gedacht", "doen": "doet deed deden gedaan",
        "dragen": "droeg droegen gedragen", "drinken": "dronk dronken gedronken", "duiken": "dook doken gedoken",
        "dwingen": "dwong dwongen gedwongen", "eten": "at aten gegeten", "gaan": "gaat ging gingen gegaan",
        "gelden": "gold golden gegolden", "genieten": "geniet genoot genoten", "geven": "gaf gaven gegeven",
        "gieten": "gegoten", "graven": "groef groeven", "grijpen": "gegrepen",
        "hangen": "hing hingen gehangen", "helpen": "hielp hielpen geholpen", "houden": "hield hielden gehouden",
        "kiezen": "koos kozen gekozen", "kijken": "keek keken gekeken", "klimmen": "klom klommen geklommen",
        "klinken": "klonk klonken geklonken", "komen": "kwam kwamen gekomen", "kopen": "kocht kochten gekocht",
        "krijgen": "kreeg kregen gekregen", "laten": "liet lieten gelaten", "lezen": "gelezen",
        "liggen": "lag gelegen", "lijken": "leek leken geleken", "lopen": "liep liepen gelopen",
        "meten": "gemeten", "nemen": "nam genomen", "rijden": "reed gereden",
        "roepen": "riep riepen geroepen", "schenken": "schonk schonken geschonken",
        "schieten": "geschoten", "schrijven": "schreef schreven geschreven",
        "schuiven": "geschoven", "slaan": "slaat sloeg sloegen geslagen", "slapen": "sliep sliepen",
        "slijpen": "geslepen", "sluiten": "gesloten", "smelten": "smolt gesmolten",
        "snijden": "sneed sneden gesneden", "spreken": "sprak spraken gesproken",
        "springen": "gesprongen", "staan": "staat stond stonden gestaan",
        "steken": "stak gestoken", "stelen": "gestolen", "stijgen": "gestegen",
        "treden": "trad traden getreden", "treffen": "trof troffen getroffen", "trekken": "trok trokken getrokken",
        "vallen": "viel vielen gevallen", "vangen": "ving vingen gevangen", "varen": "gevaren",
        "vechten": "gevochten", "vinden": "vond vonden gevonden", "vliegen": "vloog vlogen gevlogen",
        "vragen": "vroeg vroegen gevraagd", "wegen": "woog gewogen", "werpen": "wierp wierpen geworpen",
        "werven": "wierf wierven geworven", "weten": "wist wisten geweten", "wijzen": "gewezen",
        "winnen": "won wonnen gewonnen", "worden": "werd werden geworden", "zeggen": "zei zeiden gezegd",
        "zenden": "zond gezonden", "zien": "ziet zag gezien", "zingen": "zong zongen gezongen",
        "zitten": "zat zaten gezeten", "zoeken": "zocht zochten gezocht", "zuigen": "zoog zogen gezogen",
        "zwemmen": "zwom zwommen gezwommen", "beginnen": "begon begonnen", "vergeten": "vergat vergaten",
        "verliezen": "verloor verloren", "verdwijnen": "verdween verdwenen", "lassen": "gelast", "missen": "gemist",
        "overleggen": "overlegde overlegd", "bewegen": "bewoog bewogen", "werken": "gewerkt",
        "ontwerpen": "ontwierp ontwierpen ontworpen", "besluiten": "besloot besloten",
    }.items()
    for form in spelled.split()
}  # fmt: skip
"""Past forms of strong verbs, except those that are nouns as well (bond, sloot). They also apply after a prefix."""


@cache
def _listed() -> tuple[frozenset[str], frozenset[str]]:
    """All infinitives, and the words that look like a form of a verb but aren't."""
    lines = [line for line in _LIST.read_text("utf-8").split("\n") if line and line[0] != "#"]
    return frozenset(line for line in lines if line[0] != "-"), frozenset(line[1:] for line in lines if line[0] == "-")


def is_infinitive(word: str) -> bool:
    """Whether the folded `word` is an infinitive."""
    return word in _listed()[0]


def infinitive(word: str) -> str:
    """The infinitive of which the folded `word` is a form (not one in -en or -end), or "" if it isn't one."""
    verbs, others = _listed()
    if word in _STRONG:
        return _STRONG[word]
    if word in verbs or word in others or len(word) < 4:
        return ""
    for before in ("", *_BEFORE) if word.startswith(_BEFORE) else ("",):
        if not word.startswith(before) or len(word) < len(before) + 3:
            continue
        rest = word[len(before) :]
        strong = _STRONG.get(rest) or (_STRONG.get("ge" + rest) if before in _FAST else None)
        if strong and (not before or before + strong in verbs or before in APART):
            return before + strong
        if before in _FAST:
            continue  # those verbs are in the list as they are
        found = _participle(rest, before, verbs) or _finite(rest, before, verbs)
        if found:
            return before + found
    return ""


def _participle(word: str, before: str, verbs: frozenset[str]) -> str:
    """The infinitive of a participle: gewerkt, gemeld, gestart, and without ge- betaald, verteld, ondersteund."""
    if word[-1] not in "dt":
        return ""
    if word.startswith("ge") and len(word) > 4:
        core = word[2:]
        whole, cut = [core + "en"], infinitives_of(core[:-1])
        stretched = word[-1] == "d" and core[-3:-1].isalpha() and core[-4:-3] in _VOWELS and core[-3:-2] in _VOWELS
        return _verb(cut + whole if stretched else whole + cut, before, verbs)
    if word[-1] == "d" and (before or word.startswith(_FAST)):
        return _verb(infinitives_of(word[:-1]), before, verbs)
    return ""


def _finite(word: str, before: str, verbs: frozenset[str]) -> str:
    """The infinitive of a finite form: werkt, werkte, werkten."""
    for ending in _PAST:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            roots = [word[: -len(ending)]] + ([word[: 1 - len(ending)]] if ending[:2] in ("tt", "dd") else [])
            found = _verb([one for root in reversed(roots) for one in infinitives_of(root)], before, verbs)
            if found:
                return found
    return ""


def _verb(candidates: list[str], before: str, verbs: frozenset[str]) -> str:
    return next((one for one in candidates if (before + one in verbs if before else one in verbs)), "")


def infinitives_of(root: str) -> list[str]:
    """The possible spellings of the infinitive of a verb with this `root`: betaal gives betalen, bel bellen."""
    if len(root) < 2 or root[-1] in _VOWELS:
        return []
    soft = {"f": "v", "s": "z"}.get(root[-1], root[-1])
    if len(root) > 2 and root[-2] == root[-3] and root[-2] in "aeou":
        return [root[:-2] + soft + "en", root[:-2] + root[-1] + "en"]
    if root[-2] in _VOWELS and (len(root) < 3 or root[-3] not in _VOWELS):
        return [root + root[-1] + "en", root + "en"]
    return [root[:-1] + soft + "en", root + "en"]
