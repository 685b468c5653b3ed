"""The signs of a mood in a message's words: negations, words that ask, conditions, words of ending and of doing."""

from __future__ import annotations

from enum import Enum


class Sign(Enum):
    """The lists of `moods.yaml`. Of phrases that begin at the same word the longest goes; it may be several signs."""

    # Each is one object: to hash its name, as enumerations do, takes ten times as long.
    __hash__ = object.__hash__

    NO_SIGN = "no-sign"
    """Looks like a sign and is none: “nicht nur”, “warum nicht”, “don't forget”."""
    CONTRAST = "contrast"
    """The same where it is all of a clause: “…, nicht über die”, “…, not theirs”."""
    FRAME = "frame"
    """What a question is wrapped in: “ich möchte wissen”, “can you tell me”. The question begins behind it."""
    POLITE = "polite"
    """A wish that looks like a question or a condition: “könnten Sie”, “it would be great if”."""
    CLOSING = "closing"
    """Says nothing at the end of a message: “besten Dank”, “many thanks”."""
    QUOTED = "quoted"
    """Somebody else says it: “meint”, “she said”."""
    ABOUT = "about"
    """Begins a question about an action: “wie”, “was passiert, wenn”, “how do I”."""
    ABOUT_FIRST = "about-first"
    """The same where a sentence begins so: “kann ich”, “must I”."""
    SHOW = "show"
    """Asks to be shown something, where a sentence begins so: “zeig”, “list”."""
    DATA = "data"
    """Begins a question about data: “was”, “wie viel”."""
    DATA_FIRST = "data-first"
    """The same where a sentence begins so: “hat”, “does”, “welche”."""
    GENERAL = "general"
    """Makes a question for data one about the programme: “ein Partner”, “kann ich”."""
    OTHERS = "others"
    """Somebody who may say or want something: “mein Chef”, “our agency” …"""
    WANTING = "wanting"
    """… and that they do: “sagt”, “will”, “would like”."""
    HYPOTHETICAL = "hypothetical"
    """“falls”, “angenommen”, “what if”, “I might”."""
    OTHERWISE = "otherwise"
    """“sonst”, “or else”: a threat, or a reason for what is asked for before it."""
    CAUSE = "cause"
    """Why something is asked for, where a sentence begins so: “since they left, remove them”, “auch wenn …”."""
    CONDITION_FIRST = "condition-first"
    """The same where a sentence of several clauses begins so: “liefert Nordnet nicht, …”, “should they leave, …”."""
    SUBJUNCTIVE = "subjunctive"
    """The same, but also polite: “würde”, “could”."""
    INTENDED = "intended"
    """Beside a word of ending: it was to be done, and was not: “wollte gerade”, “was about to”."""
    NO_MORE = "no-more"
    """Something is to end: “nicht mehr”, “no longer”."""
    NEGATION = "negation"
    """“nicht”, “nöd”, “don't”, “never”."""
    DENIAL = "denial"
    """Negates all of the sentence: “nie gesagt”, “I never asked”."""
    MORE = "more"
    """Makes an end of what is negated before it: “kein Zugriff mehr”."""
    RETRACTION = "retraction"
    """Takes back what was said before it: “nein”, “vergiss es”, “no wait”."""
    SETTLED = "settled"
    """The same of what was to end: “hat sich erledigt”, “is off the table”; of a request, it says that it may go."""
    HAVING = "having"
    """“habe”, “wurde”, “has”: with …"""
    DONE = "done"
    """… “gekündigt”, “removed”, it is told that something has happened."""
    ENDING = "ending"
    """Words of ending and taking away: “kündigen”, “remove”."""
    STARTING = "starting"
    """Words of beginning something: “hinzufügen”, “invite”. What is not to begin any more is no wish to end."""
    ACTING = "acting"
    """Words for all else that can be done: “betreuen”, “change”."""
    WISHING = "wishing"
    """Words that want something: “bitte”, “ich möchte”, “please”."""
    OPINION = "opinion"
    """How somebody finds their partner, “nicht zufrieden”, “too slow”: that alone asks for nothing."""
    JOINT = "joint"
    """Behind it a question may begin, or what is wanted: “und”, “deshalb”, “but”."""
    REQUEST = "request"
    """Words that ask the reader to do something: “bitte”, “nehmen Sie”, “let's”."""
    REQUEST_FIRST = "request-first"
    """The same where a sentence begins so: “add”, “gebt”."""
    HENCE = "hence"
    """Behind it a verb that comes first asks nothing: “darum soll”, “which is why”."""
    FILLER = "filler"
    """May stand in front of a question: “hallo”, “sorry”, “also”."""
    SHORT_FORM = "short-form"
    """Its point ends no sentence: “z.”, “ca.”, “mr.”."""


ALONE = frozenset({Sign.NO_SIGN, Sign.CONTRAST, Sign.FRAME, Sign.POLITE, Sign.CLOSING})
"""Where the same words are also something else, only this is meant."""
AT_CLAUSE = frozenset({Sign.ABOUT, Sign.DATA})
"""Where a clause begins, only."""
AT_SENTENCE = frozenset(
    {Sign.ABOUT_FIRST, Sign.DATA_FIRST, Sign.SHOW, Sign.REQUEST_FIRST, Sign.CONDITION_FIRST, Sign.CAUSE}
)
"""Where a sentence begins, only; in a sentence with a question mark, where a clause does."""
DOING = frozenset({Sign.ENDING, Sign.STARTING, Sign.ACTING, Sign.NO_MORE})
"""Words for what is done."""
ASKING = frozenset({Sign.ABOUT, Sign.ABOUT_FIRST, Sign.DATA, Sign.DATA_FIRST})
ASKED_FOR = frozenset({Sign.POLITE, Sign.WISHING, Sign.REQUEST, Sign.REQUEST_FIRST, Sign.HENCE})
"""Words that say that something is to be done."""
WANTED = frozenset({Sign.ENDING, Sign.STARTING, Sign.ACTING, Sign.POLITE, Sign.WISHING})
"""Beside them a negation is about what is wanted."""
