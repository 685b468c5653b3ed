"""How often the right thing comes of a message, whether the values in it are read exactly, and what reading it costs.

    python -m benchmarks.sayings [--misses [--held-out]] [--half dev|held_out|tune|…] [--only sqlite] [--no-costs]

What misses in `held_out` and `check` is not looked at, so that they go on telling the truth.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence

from benchmarks.answers.crowd import crowd
from benchmarks.databases import Databases, Kind, databases
from benchmarks.sayings.costs import ARTICLES, LIMIT_MS, PARTNERS, USUAL_MS, times, worst
from benchmarks.sayings.hearing import Ear, listening
from benchmarks.sayings.messages import FILES, FOLDER, SET_ASIDE, Message, load_messages
from benchmarks.sayings.scoring import Judged, Measured, judge, share
from benchmarks.sayings.world import add_partners, moment
from bot.app import LOCALES
from bot.commands.serving import keep_what_is_there
from domain.answers.articles import Places
from domain.answers.knowledge import LANGUAGES, Knowledge
from domain.answers.vocabulary import REMEMBERED
from domain.sayings.understanding import Understanding
from handlers.sayings.names import put_together
from storage.answers.learnt_table import TABLE, load_table
from storage.answers.understanding import load_understanding
from storage.answers.wording import load_wording

WIDTH = 17


def main() -> None:
    """Reports on both halves and what was written later, and on costs with both databases."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.sayings", description=__doc__)
    arguments.add_argument("--half", choices=FILES, help="report on this one only")
    arguments.add_argument("--misses", action="store_true", help="list the messages of which the wrong comes")
    arguments.add_argument("--held-out", action="store_true", help="… and of those set aside")
    arguments.add_argument("--only", choices=[kind.name.lower() for kind in Kind], help="use this database only")
    arguments.add_argument("--no-costs", action="store_true", help="measure no time")
    given = arguments.parse_args()
    kinds = [kind for kind in Kind if given.only in (None, kind.name.lower())]
    halves = {half: load_messages(FOLDER / f"{half}.jsonl") for half in FILES if given.half in (None, half)}
    with databases(core=0) as made:
        with listening(made, kinds[0]) as (_, ear, world):
            for half, messages in halves.items():
                judged = judge(ear, world, messages, moment().date())
                _report(half, judged)
                if given.misses and (half not in SET_ASIDE or given.held_out):
                    _list_misses(judged)
            _list_undeclared(ear, [each for messages in halves.values() for each in messages])
        if not given.no_costs:
            every = [message for messages in halves.values() for message in messages]
            for kind in kinds:
                _report_costs(made, kind, every)


def _report(half: str, judged: Sequence[Judged]) -> None:
    print(f"\n{half:28}{'messages':>9}" + "".join(f"{each.value:>{WIDTH}}" for each in Measured))
    _line("all", judged)
    _lines("language", judged, lambda each: each.message.language)
    _lines("speaker", judged, lambda each: each.message.side)
    _lines("kind", judged, lambda each: each.message.kind)
    _lines("action", judged, lambda each: each.message.wish)
    _report_values(judged)


def _lines(title: str, judged: Sequence[Judged], name: Callable[[Judged], str]) -> None:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        groups[name(each)].append(each)
    print(f"by {title}")
    for group in sorted(groups):
        _line(group, groups[group])


def _line(name: str, judged: Sequence[Judged]) -> None:
    shares = (share(judged, each) for each in Measured)
    cells = ("".rjust(WIDTH) if math.isnan(each) else f"{each:{WIDTH}.3f}" for each in shares)
    print(f"  {name:26}{len(judged):9}" + "".join(cells))


def _report_values(judged: Sequence[Judged]) -> None:
    """By slot: how often it was said, and how often something else was read."""
    said = Counter(slot for each in judged for slot in each.said)
    wrong = Counter(slot for each in judged for slot in each.wrong_slots)
    print("by slot" + "".join(f"   {slot} {said[slot]}, {wrong[slot]} wrong" for slot in sorted(said | wrong)))


def _list_misses(judged: Sequence[Judged]) -> None:
    for each in judged:
        message = each.message
        if not each.is_right:
            came = each.begun or " or ".join(each.offered) or "nothing"
            print(f"  {message.language}, {message.kind}: “{message.text}” is {message.wish}, not {came}")
        for slot in sorted(each.wrong_slots):
            said, read = (", ".join(sorted(values.get(slot, ()))) or "–" for values in (each.said, each.read))
            print(f"  {message.language}, {slot}: “{message.text}” says {said}, not {read}")


def _list_undeclared(ear: Ear, messages: Sequence[Message]) -> None:
    wanted = {action for message in messages for action in message.right}
    if missing := wanted - ear.sayings.keys():
        print(f"\nNobody can ask for: {', '.join(sorted(missing))}")


def _report_costs(made: Databases, kind: Kind, messages: Sequence[Message]) -> None:
    with listening(made, kind) as (units, ear, _):
        add_partners(units, PARTNERS)
        with units.begin("job") as work:
            deque(put_together(work), maxlen=0)
        library = ear.around.library
        library.learned = _fresh_understanding(library.knowledge)
        library.knowledge = _many_articles(library.knowledge)
        keep_what_is_there()  # as in a process that serves
        cpu, wall = times(ear, messages)
        print(
            f"\n{kind.value}: {len(cpu)} messages, {ARTICLES} articles a language, {PARTNERS} partners; "
            f"of processor time {_quantiles(cpu)}; by the clock {_quantiles(wall)} (p99 at most {USUAL_MS} ms)"
        )
        costs = sorted(worst(ear), reverse=True)
        above = sum(cost > LIMIT_MS for cost, _ in costs)
        slowest = ", ".join(f"{name} {cost:.1f}" for cost, name in costs[:5])
        print(f"{len(costs)} unfriendly texts: above {LIMIT_MS} ms: {above or 'none'}; the slowest, in ms: {slowest}")


def _many_articles(knowledge: Knowledge) -> Knowledge:
    wording, learnt = load_wording(LOCALES, _places(knowledge)), load_table(LOCALES / TABLE)
    many = Knowledge(crowd(knowledge, ARTICLES), *wording, learnt=learnt)
    many.prepare(REMEMBERED)
    return many


def _fresh_understanding(knowledge: Knowledge) -> Understanding:
    """As in a process that has heard nobody yet."""
    fresh = load_understanding(LOCALES, _places(knowledge), knowledge)
    fresh.prepare(REMEMBERED)
    return fresh


def _places(knowledge: Knowledge) -> Mapping[str, Places]:
    return {language: knowledge.places(language) for language in LANGUAGES}


def _quantiles(taken: Sequence[float]) -> str:
    return f"p50 {taken[len(taken) // 2]:.2f}, p99 {taken[len(taken) * 99 // 100]:.2f}, max {taken[-1]:.2f} ms"


if __name__ == "__main__":
    main()
