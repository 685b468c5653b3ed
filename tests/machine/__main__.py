"""`python -m tests.machine FOLDER -- WAY IN…`: follows the operators' guide on the machine behind the way in.

Every line comes from the guide; only what it leaves open is filled in here. Ends with 1 where a line or an answer is
not what the guide leads one to expect. FOLDER is for the repository from which the machine clones.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path

from playground.serving import PlaygroundServer
from tests.machine.guide import commands_named, lines
from tests.machine.hands import Terminal, WentWrong
from tests.machine.people import Silence, Telegram
from tests.machine.published import Repository
from tests.machine.story import Story

TOKEN = "5000000001:a-fresh-machine-a-fresh-machine-ab"
LOGIN = "su - handschlag -s /bin/bash"


class Operator:
    """Whoever reads the guide, with two terminals: one as root, one as the desk's own user."""

    def __init__(self, root: Terminal, desk: Terminal, playground: str, repository: Repository, story: Story) -> None:
        self.root, self.desk = root, desk
        self.playground = playground
        self.repository = repository
        self.story = story

    def prepares_the_machine(self) -> None:
        first, settings = lines(2)
        for line in first[: first.index(LOGIN)]:
            self.root.types(line)
        for line in first[first.index(LOGIN) :]:
            self.desk.types(line.replace("…", self.repository.url))
        for line in settings:
            if line.startswith("nano "):
                self._fills_in(line.removeprefix("nano "))
            elif line == "handschlag run":
                self.desk.types("handschlag run 2> run.log & echo $! > run.pid")
                self.story.greets()
                self.desk.types("kill -INT $(cat run.pid); wait")  # Ctrl+C
            else:
                self.desk.types(line)

    def lets_it_run(self) -> None:
        ((*unit,),) = lines(4, "ini")
        file = "/etc/systemd/system/handschlag.service"
        self.root.types(f"cat > {file} <<'END'\n" + "\n".join(unit) + "\nEND")
        started, _webhook = lines(4)
        for line in started:
            self.root.types(line)

    def tells_it_what_it_should_know(self) -> None:
        (partners,) = (each for each in commands_named(3) if each.startswith("handschlag partners add"))
        self.story.partner_arrives(self.desk.types(" ".join(partners.split())))
        (support,) = (each for each in commands_named(3) if each.startswith("handschlag support add"))
        number = self.story.asks_to_connect()
        self.desk.types(support.replace("NUMBER", number).replace("NAME", "Nina"))
        self.story.connects()

    def serves(self) -> None:
        self.story.registers()
        self.root.types("systemctl kill --kill-whom=main --signal=KILL handschlag")
        self.story.asks()
        self.story.settles()

    def backs_up(self) -> None:
        for line in lines(5)[0]:
            self.desk.types(line.replace("2026-11-29", dt.datetime.now(dt.UTC).date().isoformat()))
        self.desk.types("HANDSCHLAG_DATABASE_URL=sqlite:///var/try.db handschlag partners list | grep Alpweb")

    def updates(self) -> None:
        self.repository.publishes_a_migration()
        *got, doctor = lines(6)[0]
        for line in got:
            self.desk.types(line)
        said = self.desk.types(doctor, status=1)
        if "handschlag migrate" not in said:
            raise WentWrong(f"{doctor} tells nothing of a migration:\n{said}")
        self.desk.types("handschlag migrate")
        self.root.types("systemctl restart handschlag")
        self.desk.types(doctor)
        self.story.goes_on()

    def looks_around(self) -> None:
        for command in commands_named(7):
            self.desk.types(command.replace("…", "Was bedeutet voller Zugriff?"))
        self.root.types("journalctl --no-pager -u handschlag | tail -n 5")

    def has_served_for_a_week(self) -> None:
        for line in lines(8)[0]:
            self.desk.types(line)

    def _fills_in(self, file: str) -> None:
        """What is typed into the editor. In the place of Telegram and the registers, there is the playground."""
        for name, value in (
            ("TOKEN", TOKEN),
            ("API_URL", self.playground),
            ("VIES_URL", f"{self.playground}/vies/check-vat-number"),
            ("UID_REGISTER_URL", f"{self.playground}/uid-register/"),
        ):
            self.desk.types(f"sed -i 's|^#*HANDSCHLAG_{name}=.*|HANDSCHLAG_{name}={value}|' {file}")


def main(folder: Path, way_in: list[str]) -> int:
    """The exit status: 0 where the desk came live as the guide says."""
    with (
        PlaygroundServer() as playground,
        Repository(folder / "handschlag.git") as repository,
        Terminal(way_in) as root,
        Terminal(way_in) as desk,
    ):
        story = Story(Telegram(playground.url, TOKEN))
        operator = Operator(root, desk, playground.url, repository, story)
        chapters: tuple[tuple[str, Callable[[], None]], ...] = (
            ("2. a machine, until the bot answers", operator.prepares_the_machine),
            ("4. a supervisor keeps it running", operator.lets_it_run),
            ("3. a partner, and support", operator.tells_it_what_it_should_know),
            ("a partnership, with kill -9 in the middle", operator.serves),
            ("5. backup, check, restore", operator.backs_up),
            ("6. an update with a migration", operator.updates),
            ("7. where to look", operator.looks_around),
            ("8. four numbers", operator.has_served_for_a_week),
        )
        spent = []
        try:
            for title, chapter in chapters:
                began = time.monotonic()
                chapter()
                spent.append((time.monotonic() - began, title))
                print(f"  = {spent[-1][0]:.0f} s  {title}\n", flush=True)  # noqa: T201 - the report
        except (WentWrong, Silence) as wrong:
            print(wrong, file=sys.stderr)  # noqa: T201 - as above
            print(root.types("journalctl --no-pager -u handschlag | tail -n 40"), file=sys.stderr)  # noqa: T201
            return 1
    print("\n".join(f"{seconds:6.0f} s  {title}" for seconds, title in spent))  # noqa: T201 - as above
    print(f"{sum(seconds for seconds, _ in spent):6.0f} s  in all")  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[3:]))
