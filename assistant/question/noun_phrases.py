"""Find what a question is about: its noun phrases and their kinds, by word lists and endings.

The lists hold what may *surround* a subject (question words, common verbs, aspects such as "dose");
any word that they do not know counts as a name, so that an unknown subject is never overlooked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from index.lexicon.terms import STOPWORDS

# Words that ask after something without being what is asked about, beside the index's stopwords.
_LIGHT = frozenset(
    """addition again against already always analysis another anything apart april around article august
    available average back based because before best better between by cent common commonly
    contemporary current currently december down drive due each early effective eight else enough
    especially ever every exact exactly far fast february fewer first five fly four generally good
    great hers high how's however hundred important january july june kind know large last late
    later less like likely likes line long longer low main mainly many march mean means median met
    million mine modern mostly must necessary need needs never new next nine nobody normal normally
    november now october off often old once one only other others over overall paper per percent
    possible present primary publication quickly rare rarely really recent recommended report review
    right same second september seven several short significant similar since six small somebody
    someone something sometimes soon still studies study sure swim ten than there's thing things
    thousand three today together total travel true two types typical typically under until up upon
    used useful usual usually various versus vs want way ways what's whats when's where's which's
    who's whose within without yes yet""".split()
)
_VERBS = re.compile(
    r"(?:affect|aris|ask|associat|avoid|becom|begin|bring|call|caus|characteri[sz]|chang|choos|"
    r"classif|compar|"
    r"complicat|confirm|consider|contain|control|cover|cur|declin|decreas|defin|describ|detect|determin|"
    r"develop|diagnos|di|differ|disappear|discuss|distinguish|elevat|exclud|exist|expect|explain|"
    r"find|follow|go|happen|heal|help|hurt|improv|includ|increas|indicat|inherit|interact|interpret|"
    r"involv|itch|kill|last|lead|lie|list|look|lower|mak|manag|matter|measur|mention|monitor|nam|need|notic|"
    r"occur|offer|order|own|pass|perform|play|predict|present|prevent|produc|progress|provid|rais|reach|"
    r"recogni[sz]|recommend|recover|recur|reduc|refer|relaps|relat|remain|report|requir|resolv|respond|"
    r"reveal|launch|hold|held|erod|prompt|manifest|serv|shar|mediat|bind|bound|regulat|express|"
    r"activat|inhibit|"
    r"encod|promot|maintain|propagat|transmit|deriv|infect|contribut|block|interfer|modulat|alter|"
    r"enhanc|impair|destroy|"
    r"invad|synthesi[sz]|secret|explor|protect|wors|stay|feel|felt|swell|wheez|vomit|flar|progress|"
    r"sav|screen|see|show|spread|start|stop|suffer|suggest|support|suspect|tak|tell|"
    r"tolerat|treat|trigger|understand|us|vary|work|worsen|get|gett|giv|come|com|prescrib|seen|run|surviv|"
    r"administ|ris|begun|began|given|known|shown|found|done|made|taken|got|gotten|gave|took|came|"
    r"went|led|rose|risen|rul|allow|permit|monitor|dos|test)(?:e|es|s|ed|d|ing|er|ered|ies|ied)?",
    re.I,
)
_ASPECTS = re.compile(
    r"(?:age|aetiolog|etiolog|advantage|alternative|appearance|approach|cause|chance|choice|"
    r"complication|consequence|contra-?indication|course|criteri|cure|dosage|definition|detail|"
    r"diagnos[ei]s|differential|disadvantage|disability|distribution|dose|drug|duration|effect|"
    r"effectiveness|efficacy|epidemiolog|evidence|example|explanation|factor|feature|findings?|"
    r"frequen|guideline|"
    r"half-life|impact|incidence|indication|information|interval|interaction|level|life|expectanc|look|"
    r"management|marker|meaning|measure|mechanism|med|medication|medicine|meds|method|mortality|name|number|"
    r"onset|option|origin|outcome|outlook|part|pathogenesis|pathophysiology|peak|percentage|precaution|"
    r"presentation|prevalence|prevention|procedure|prognosis|proportion|purpose|question|range|rate|ratio|"
    r"reason|recommendation|recovery|relapse|remed|risk|role|route|safety|sequela|severity|"
    r"sex|share|side|side-effect|side|sign|source|stage|step|success|survival|symptom|target|therap|"
    r"toxicity|treatment|trigger|type|use|value|year|month|week|day|hour|time|cases?|dangerous|safe|serious|"
    r"severe|fatal|curable|treatable|contagious|infectious|hereditary|genetic|inherited|painful|reversible|"
    r"permanent|toxic|expensive|preventable|harmful|bad|worse|first-line|second-line|clinical|laborator|"
    r"disease|condition|disorder|illness|syndrome|problem|follow-up|remission|sensitivit|specificit|accurac|difference|similarit)"
    r"(?:s|es|y|ies|ied|on|a|cy|cies|al)?",
    re.I,
)
_GROUPS = re.compile(
    r"(?:adult|child|kid|infant|neonate|newborn|toddler|teenager|teen|adolescent|youngster|boy|girl|"
    r"male|female|"
    r"person|patient|pt|mother|father|parent|son|daughter|smoker|non-smoker|athlete)s?|"
    r"baby|babies|children|childhood|adulthood|infancy|adolescence|man|men|woman|women|people|"
    r"elderly|families|"
    r"older|younger|young|pregnant|pregnancy|breastfeeding|everyone|everybody",
    re.I,
)
GENERIC_TESTS = re.compile(r"tests?|testing|bloods?|imaging|investigations?|scans?|labs?|examinations?", re.I)
_TESTS = re.compile(
    rf"{GENERIC_TESTS.pattern}|mri|ct|pet|emg|ecg|ekg|eeg|x-?rays?|radiographs?|radiography|"
    r"ultrasounds?|sonography|echo|echocardiogra(?:m|phy)|biops(?:y|ies)|spirometry|\w*scop(?:y|ies)|"
    r"(?!geo|demo|crystallo|biblio)\w+graphy|(?:cardio|mammo|sono|angio|veno|myelo)grams?|serology|"
    r"microscopy|histology|crp|esr|pcr|cultures?|smears?|urinalysis|troponins?|d-dimers?|ferritin|tsh|psa|creatinine|hba1c|egfr",
    re.I,
)
_DRUGS = re.compile(
    r"\w{3,}(?:mab|nib|olone|sone|onide|pril|sartan|statin|cillin|mycin|micin|azole|olol|vir|parin|"
    r"profen|triptan|gliptin|gliflozin|glutide|formin|oxacin|cycline|dronate|setron|xaban|azepam|azolam|"
    r"asalazine|trexate|purinol|quine|purine|sporin|limus|nomide|terol|grel|tropium|dipine|etidine|tidine|"
    r"triptyline|oxetine|idone|apine|barbital|phylline|semide|thiazide|lukast|cept|zosin|thyroxine|codone)|"
    r"colchicine|aspirin|insulin|heparin|warfarin|paracetamol|morphine|codeine|steroids?|corticosteroids?|"
    r"antibiotics?|nsaids?|opioids?|opiates?|diuretics?|vaccines?|\w*(?:inhibitors?|blockers?|agonists?)|"
    r"lithium|digoxin|valproate|phenytoin|carbamazepine|lamotrigine|levetiracetam|immunoglobulins?|"
    r"metronidazole|nitrofurantoin|trimethoprim|ivermectin|permethrin|adrenaline|epinephrine",
    re.I,
)
_DISEASES = re.compile(
    r"\w*(?:itis|osis|oma|emia|aemia|opathy|plegia|algia|rrhoea|rrhea|uria|philia|phobia|iasis|"
    r"thyroidism|embolism|sclerosis|trophy|"
    r"penia|plasia|megaly|pox)|disease|syndrome|disorder|cancer|tumours?|tumors?|infection|failure|"
    r"deficiency|"
    r"fever|palsy|injury|attack|stroke|gout|asthma|migraine|epilepsy|diabetes|lupus|scabies|measles|"
    r"mumps|rubella|malaria|dengue|leprosy|syphilis|chlamydia|angina|vitiligo|autism|alcoholism|"
    r"cholera|typhoid|tetanus|influenza|flu|covid(?:-19)?|hiv|aids|copd|eczema|acne|"
    r"shingles|herpes|rabies|rickets|scurvy|obesity|hypertension|hypotension|depression|dementia|autism|"
    r"anaphylaxis|sepsis|croup|pertussis|myopathy|sarcoidosis|hernia|ulcers?|stones?|glaucoma|cataracts?",
    re.I,
)
_SINGULAR_IN_S = re.compile(
    r"(?:ss|us|is|sis|'s|scabies|measles|mumps|diabetes|rabies|rickets|shingles|herpes|aids)$", re.I
)
_HEADS = re.compile(r"(?:disease|syndrome|disorder|condition|illness)s?", re.I)
_PARTICIPLE = re.compile(r"[a-z]{3,}(?:ed|ied)")
_ADVERB = re.compile(r"[a-z]+(?<!pha)(?<!ga)(?<!ty)(?<!f)(?<!mi)(?<!emb)(?<!oma)(?<!bel)ly")
_GAP = re.compile(r"['’]?\s+")
_MODIFIER = re.compile(
    r"\b(?:high|low|severe|large|small|early|late|recurrent|back|present|current|same)\s+$", re.I
)
_WORD = re.compile(r"type \d\w?|[^\W_]+(?:['’.\-/+][^\W_]+)*")
_JOINT = re.compile(r"\s+(?:and|or|of|in|with|after|during|due to)\s+(?:(?:the|a|an)\s+)?", re.I)
_BEFORE = re.compile(
    r"(?:\b(?P<preposition>in|on|for|of|with|by|to|from|at|after|during|about|than)\s+)?"
    r"(?:\b(?P<article>the|a|an|my|our|your|any|some)\s+)?$",
    re.I,
)
_ASKED_FOR = re.compile(r"(?:which|what|how many)\s+$", re.I)


class Kind(Enum):
    """What a noun phrase names, as far as its last word tells; `NAME` is whatever no list knows."""

    NAME = "name"
    DISEASE = "disease"
    DRUG = "drug"
    TEST = "test"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of a question with its place; `asked_for` marks the noun of "which noun ...?"."""

    text: str
    start: int
    end: int
    kind: Kind
    preposition: str
    article: str
    asked_for: bool

    @property
    def plural(self) -> bool:
        """Tell whether the phrase names several things, by its form."""
        if _JOINT.search(self.text) and re.search(r"\band\b", self.text):
            return True
        return is_plural(_JOINT.split(self.text)[0])

    @property
    def with_article(self) -> str:
        """Return the phrase with the article or possessive that stands before it."""
        return f"{self.article or ('the' if self.asked_for else '')} {self.text}".strip()


def noun_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the subjects that `text` names, in order, joined over "of", "in", "and" and their like."""
    joined: list[Phrase] = []
    for piece in simple_phrases(text):
        before = joined[-1] if joined else None
        if before is None or not _JOINT.fullmatch(text[before.end : piece.start]):
            joined.append(piece)
        elif before.article.lower() == "the" and piece.preposition.lower() == "of":
            # "the half-life of digoxin" is about digoxin, "tetralogy of Fallot" is not about Fallot.
            joined[-1] = piece
        else:
            joined[-1] = _phrase(text, before.start, piece.end, before.kind)
    return tuple(joined)


def simple_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the runs of words of `text` that name something, in order, without joining any."""
    runs: list[tuple[int, int]] = []
    words = list(_WORD.finditer(text.lower() if text.isupper() else text))
    for word, following in zip(words, [*words, None][1:], strict=True):
        if _PARTICIPLE.fullmatch(word.group()) and not (following and names_something(following.group())):
            continue
        follows = bool(runs) and _GAP.fullmatch(text[runs[-1][1] : word.start()]) is not None
        if follows and (names_something(word.group()) or _HEADS.fullmatch(word.group())):
            runs[-1] = (runs[-1][0], word.end())
        elif names_something(word.group()) and not word.group().isdigit():
            modifier = _MODIFIER.search(text[: word.start()])
            runs.append((modifier.start() if modifier else word.start(), word.end()))
    return tuple(_phrase(text, start, end) for start, end in runs)


def has_own_subject(phrase: Phrase) -> bool:
    """Tell whether `phrase` names more than people and tests, which any subject has."""
    return any(not (_GROUPS.fullmatch(word) or _TESTS.fullmatch(word)) for word in phrase.text.split())


def names_something(word: str) -> bool:
    """Tell whether `word` can be (part of) a subject: a group, a test, or a word that no list knows."""
    if is_function_word(word):
        return False
    if _GROUPS.fullmatch(word) or _TESTS.fullmatch(word):
        return True
    return not (is_about_something(word) or _ADVERB.fullmatch(word))


def is_function_word(word: str) -> bool:
    """Tell whether `word` only holds a question together."""
    if word.isupper() and len(word) > 1:
        # "WHO" and "ALL" are names.
        return False
    plain = re.split(r"['’]", word.lower())[0]
    return plain in STOPWORDS or plain in _LIGHT


def is_about_something(word: str) -> bool:
    """Tell whether `word` says what is asked about a subject: an aspect ("dose") or a common verb."""
    return is_aspect(word) or bool(_VERBS.fullmatch(word) and not word.isupper())


def is_aspect(word: str) -> bool:
    """Tell whether `word` is something that one asks about a subject: its "dose", its "symptoms"."""
    return _ASPECTS.fullmatch(word) is not None


def is_plural(phrase: str) -> bool:
    """Tell whether the last word of `phrase` looks like a plural."""
    last = phrase.rsplit(maxsplit=1)[-1]
    irregular = last.lower() in ("children", "men", "women", "people", "criteria", "bacteria")
    return irregular or (last.endswith("s") and not _SINGULAR_IN_S.search(last))


def _phrase(text: str, start: int, end: int, kind: Kind | None = None) -> Phrase:
    words = re.sub(r"['’]s$", "", text[start:end])
    before = _BEFORE.search(text[:start])
    assert before is not None
    asked_for = bool(_ASKED_FOR.search(text[:start]))
    preposition, article = before["preposition"] or "", before["article"] or ""
    return Phrase(words, start, start + len(words), kind or _kind(words), preposition, article, asked_for)


def _kind(words: str) -> Kind:
    last = words.rsplit(maxsplit=1)[-1]
    kinds = ((Kind.GROUP, _GROUPS), (Kind.TEST, _TESTS), (Kind.DRUG, _DRUGS), (Kind.DISEASE, _DISEASES))
    return next((kind for kind, pattern in kinds if pattern.fullmatch(last)), Kind.NAME)
