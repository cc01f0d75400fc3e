"""Choices on the command line: comes in: a parser, or what was typed, goes out: the same with options, or a Scope."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from assistant.scope import Scope
from assistant.scope_reading import CHOICES, make_scope
from corpus import Kind, Voice

_ABOUT = """Each option may be given more than once, but for --from and --to. The choices hold whatever the question
says; where the two contradict each other, the answer says so and is silent. A document's date is the day it bears, else
the last day of its visit or inspection, else the end of the period it covers."""


def add_scope_options(parser: ArgumentParser) -> None:
    """Teach `parser` the options that choose documents."""
    group = parser.add_argument_group("choosing documents", _ABOUT)
    group.add_argument(
        "--council", action="append", metavar="NAME", help='whose letters are meant ("all" for every council)'
    )
    group.add_argument("--kind", action="append", metavar="KIND", help=f"only this kind: {', '.join(Kind)}")
    group.add_argument("--from", metavar="DATE", help="only documents of this day or later: 2022, 2022-03, 2022-03-09")
    group.add_argument("--to", metavar="DATE", help="only documents of this day or earlier; a year or month is whole")
    group.add_argument("--voice", action="append", metavar="VOICE", help=f"only this voice: {', '.join(Voice)}")
    group.add_argument("--letter", action="append", metavar="LETTER_ID", help="only this letter (see `letters list`)")


def scope_of(arguments: Namespace) -> Scope:
    """Return the choices typed; raises QuestionError for one that cannot be right."""
    typed = {name: getattr(arguments, name) for name in CHOICES}
    return make_scope({name: [given] if isinstance(given, str) else given or [] for name, given in typed.items()})
