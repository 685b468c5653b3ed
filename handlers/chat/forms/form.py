"""Forms: a conversation that collects answers and then does one thing, declared as a value.

A form's state is nothing but the answers given so far. The next question is the first one that applies and has
no answer, so a form survives restarts, days of silence, and deploys that add a question. `handlers.chat.forms.dialogue`
runs forms; this module says what one is. A bad declaration fails when its module is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar, get_type_hints

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from domain.sayings.slots import Slot
from domain.sayings.terms import Term
from domain.words import Msg, Refused, Value, Words
from handlers.chat.forms.stock import Option, Stock
from handlers.chat.turn import Declared, Turn
from handlers.chat.views import Row, View

Answers: TypeAlias = Mapping[str, object]
DEFAULT_EXPLAIN_LABEL = Msg("ℹ️ What is the difference?")
DEFAULT_FINISH_LABEL = Msg("Yes, that is right")
T = TypeVar("T")
D = TypeVar("D")
"""A form's draft: a frozen dataclass of the form's own."""


@dataclass(frozen=True)
class Asking(Generic[D]):
    """What a question may look at: the turn, and the draft as far as it is filled in."""

    turn: Turn
    draft: D
    _offered: dict[str, Sequence[Option]] = field(default_factory=dict, repr=False, compare=False)
    _stocks: dict[str, Stock] = field(default_factory=dict, repr=False, compare=False)

    def options(self, question: Question[D]) -> Sequence[Option]:
        """What can be tapped under the question at this moment, looked up once."""
        if question.name not in self._offered:
            self._offered[question.name] = question.options(self)
        return self._offered[question.name]

    def stock(self, question: ChooseMany[D]) -> Stock:
        """What can be ticked under the question at this moment, looked up once."""
        if question.name not in self._stocks:
            self._stocks[question.name] = question.stock(self)
        return self._stocks[question.name]


def nothing_offered(_asking: Asking[Any]) -> Sequence[Option]:
    """No options: the answer is typed."""
    return ()


def never(_asking: Asking[Any], _text: str) -> bool:
    """Nothing surely is the answer."""
    return False


@dataclass(frozen=True, kw_only=True)
class Question(Generic[D]):
    """Common to all questions. `label` names the answer where it can be changed; `when` says whether it applies.

    `explain` names the article behind the button labelled `explain_label`. An `optional` question has an answer in the
    draft from the start; it is asked where somebody taps its label, which stands below the next question that is not
    optional, or in the review.

    `slot` is what answers it where it is said in a message with other things (see `handlers.chat.forms.said`). `named`
    is what an answer is called, in its stored form, where neither the answer itself nor an option says it; `None` for
    one that is gone. An answer that `implies` another one, `(question, stored answer)`, gives that as well. `term` is
    what the question is called beside its label, by who corrects its answer: “change the place to Bern”.
    """

    name: str
    label: Msg
    say: Callable[[Asking[D]], Words]
    when: Callable[[D], bool] = lambda _draft: True
    explain: str | None = None
    explain_label: Msg = DEFAULT_EXPLAIN_LABEL
    options: Callable[[Asking[D]], Sequence[Option]] = nothing_offered
    optional: bool = False
    slot: Slot | None = None
    named: Callable[[Asking[D], object], Value | None] | None = None
    implies: tuple[str, str] | None = None
    term: Term | None = None


@dataclass(frozen=True, kw_only=True)
class Ask(Question[D]):
    """A typed answer, turned into a value by `read`, which raises `Refused`. `options` can be tapped instead.

    `read` returns what the draft's field holds; an option's value is taken as it is, and so is an answer that the
    refusal proposes, which is offered to tap. `verbatim` takes whatever is typed as the answer, where it may well be a
    question itself (what a partner asks a client). `unmistakable` is what a question never holds by chance, such as a
    number with check digits: it is looked for even where the text ends with a question mark. `proposals` says what
    proposed answers are called where they do not speak for themselves; they then stand in place of `options`.
    `ways` are buttons that lead on elsewhere where an answer was refused. What `surely` is the answer is taken for
    nothing else. What a `distinct` question reads answers no other one of its form: “no, only 5000” corrects that one.
    `extended` is what stands there with something more, as a text to be read again: “also in Bern”. `takes` turns what
    was said for the slot, as a text, into what the draft's field holds, or raises `Refused`; without it, `read` does.
    `unmeant` is told of a refusal where what was typed turned out to be no answer.
    """

    read: Callable[[Asking[D], str], object]
    verbatim: bool = False
    unmistakable: bool = False
    proposals: Callable[[Asking[D], Sequence[str]], Sequence[Option]] | None = None
    ways: Callable[[Asking[D], Refused], tuple[Row, ...]] = lambda _asking, _refused: ()
    surely: Callable[[Asking[D], str], bool] = never
    distinct: bool = False
    extended: Callable[[Asking[D], str], str] | None = None
    takes: Callable[[Asking[D], str], object] | None = None
    unmeant: Callable[[Asking[D], Refused], None] = lambda _asking, _refused: None


@dataclass(frozen=True, kw_only=True)
class Choose(Question[D]):
    """One of several options, by tapping it or by typing its label.

    Where there is nothing to choose but to agree, `noted` is what is kept instead of the option: when, for example.
    """

    noted: Callable[[Turn], object] | None = None


@dataclass(frozen=True, kw_only=True)
class TakeFiles(Choose[D]):
    """Documents and photos, sent one after the other, `most` of them; they come into the draft's field `collects`, a
    tuple of `SentFile`. One of the options goes on."""

    collects: str
    most: int


@dataclass(frozen=True, kw_only=True)
class ChooseMany(Question[D]):
    """Some of what is in a stock: each tap ticks or unticks one. At least one must be ticked.

    `missing` says why some values that were said, as texts, are not in the stock; `None` where nobody knows.
    """

    stock: Callable[[Asking[D]], Stock]
    ticked_at_first: Callable[[Asking[D]], frozenset[str]] = lambda _asking: frozenset()
    missing: Callable[[Asking[D], Sequence[str]], Words | None] = lambda _asking, _values: None


@dataclass(frozen=True, kw_only=True)
class Form(Declared, Generic[D]):
    """Questions, an optional review, and what is done in the end.

    `draft` is a frozen dataclass whose fields all have defaults: one per question, and one per preset value
    that the form is opened with. `begin` may refuse to open the form; what it returns is not used. `review` shows
    what is about to happen; without it, or where there is nothing to be `reviewed`, the last answer finishes. `finish`
    does it, may raise `Refused`, and returns what is shown. `hold` keeps others from changing what the review says,
    from when it is compared with what the person has read until `finish` is through.
    `steps` tells how many questions there will be, where answers still to come decide which ones. A form that `lasts`
    is one that people leave and take up again for weeks: others that are put aside never push it out. `about` tells
    which other organisation (its id) the form is about, where no question asks for it. `when_banned`: its buttons stay
    open to those who are turned away. `elsewhere`: where that is settled which people say here, and no question asks
    for. `foresees` answers a question for own data (the saying's name, and the ids of others that it names) by what is
    chosen so far, where today's answer would be another one. `means`: the sayings by which the form is meant while it
    is open, as long as they name nobody. `articles` tell which topic
    answers a question in it that does not say of what it asks: “who can see that?”.
    """

    draft: type[D]
    questions: tuple[Question[D], ...]
    finish: Callable[[Turn, D], View]
    begin: Callable[[Turn, D], object] = lambda _turn, _draft: None
    review: Callable[[Asking[D]], Words] | None = None
    reviewed: Callable[[D], bool] = lambda _draft: True
    hold: Callable[[Turn], None] = lambda _turn: None
    finish_label: Msg | Callable[[Asking[D]], Msg] = DEFAULT_FINISH_LABEL
    steps: Callable[[D], int] = lambda _draft: 0
    lasts: bool = False
    about: Callable[[Turn, D], int | None] = lambda _turn, _draft: None
    when_banned: bool = False
    elsewhere: Mapping[Slot, Msg] = field(default_factory=dict)
    foresees: Callable[[Asking[D], str, Collection[int]], Words | None] = lambda _asking, _action, _named: None
    means: frozenset[str] = frozenset()
    articles: Mapping[Term, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not is_dataclass(self.draft):
            raise TypeError(f"the draft of form {self.name} is not a dataclass")
        empty = self.draft()  # every field has a default, or this raises
        names = [question.name for question in self.questions]
        if len(set(names)) != len(names):
            raise ValueError(f"two questions of form {self.name} share a name")
        if unknown := set(names) - {each.name for each in fields(self.draft)}:
            raise ValueError(f"form {self.name} asks for {unknown}, but its draft has no such field")
        if lost := [
            each.name
            for each in self.questions
            if isinstance(each, TakeFiles) and (each.collects in names or not hasattr(empty, each.collects))
        ]:
            raise ValueError(f"form {self.name} has nowhere to keep the files of {lost}")
        if bare := [
            each.name for each in self.questions if isinstance(each, Choose) and each.options is nothing_offered
        ]:
            raise ValueError(f"form {self.name} lets people choose {bare}, but offers nothing to choose from")
        if unanswered := [each.name for each in self.questions if each.optional and getattr(empty, each.name) is None]:
            raise ValueError(f"form {self.name} need not ask for {unanswered}, but its draft has no answer to it")
        slots = [each.slot for each in self.questions if each.slot is not None]
        if len(set(slots)) != len(slots):
            raise ValueError(f"two questions of form {self.name} are answered by the same slot")
        implied = [each.implies[0] for each in self.questions if each.implies is not None]
        if not set(implied) <= set(names):
            raise ValueError(f"an answer in form {self.name} implies one to a question that is not there")
        # Serial, verb and value share Telegram's 64 bytes with the question's name.
        if any(len(name) > 16 or ":" in name for name in names):
            raise ValueError(f"a question of form {self.name} has a name that does not fit into a button")

    @cached_property
    def _readers(self) -> Mapping[str, TypeAdapter[object]]:
        """Reads stored answers and checks them, each by the type of its field in the draft."""
        return {name: TypeAdapter(kind) for name, kind in get_type_hints(self.draft).items()}

    def question(self, name: str) -> Question[D] | None:
        """The question of this name."""
        return next((question for question in self.questions if question.name == name), None)

    def slot_of(self, name: str) -> Slot | None:
        """The slot of the question of this name."""
        question = self.question(name)
        return None if question is None else question.slot

    def filled(self, answers: Answers) -> D:
        """The draft from those answers that apply; one that no longer fits the draft’s types counts as not given."""
        # What an earlier version asked for, and this one has no field for, is passed over.
        preset = self._readers.keys() - {question.name for question in self.questions}
        given = {name: self._read(name, value) for name, value in answers.items() if name in preset}
        draft = self.draft(**given)
        for question in self.questions:
            if question.name in answers and question.when(draft):
                try:
                    value = self._read(question.name, answers[question.name])
                    draft = self.draft(**given, **{question.name: value})
                except ValueError:  # pydantic's, or the draft's own: the answer does not go with the others
                    continue
                given[question.name] = value
        return draft

    def _read(self, name: str, answer: object) -> object:
        return self._readers[name].validate_python(answer)

    def applicable(self, draft: D) -> list[Question[D]]:
        """The questions that apply to the draft, in their order."""
        return [question for question in self.questions if question.when(draft)]

    def needed(self, draft: D) -> list[Question[D]]:
        """Those of them that are asked in any case."""
        return [question for question in self.applicable(draft) if not question.optional]

    def offered_beside(self, question: Question[D], draft: D) -> list[Question[D]]:
        """The optional questions that can be tapped below this one."""
        beside: list[Question[D]] = []
        for each in self.applicable(draft):
            if each is question:
                return beside if not question.optional else []
            beside = [*beside, each] if each.optional else []
        return []

    def offered_at_end(self, draft: D) -> list[Question[D]]:
        """The optional questions that can be tapped in the review: no other one follows them."""
        trailing: list[Question[D]] = []
        for each in self.applicable(draft):
            trailing = [*trailing, each] if each.optional else []
        return trailing

    def next_question(self, draft: D) -> Question[D] | None:
        """The first question that applies and has no answer; `None` when all is answered."""
        return next((question for question in self.applicable(draft) if getattr(draft, question.name) is None), None)

    def is_ready(self, draft: D) -> bool:
        """Whether nothing is left to ask, nor to be reviewed."""
        return self.next_question(draft) is None and (self.review is None or not self.reviewed(draft))


def stored_answer(value: object) -> object:
    """An answer as it is kept in the conversation's row: JSON, which the draft's types read again."""
    return to_jsonable_python(value)


def answered(answer: T | None) -> T:
    """An answer that is there whenever the form is finished. Raises `TypeError` where it is missing all the same."""
    if answer is None:
        raise TypeError("the form has been finished without an answer that it needs")
    return answer


AnyForm: TypeAlias = Form[Any]
"""A form of any draft, as the desk keeps them."""
