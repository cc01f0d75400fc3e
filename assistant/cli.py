"""The command line: comes in: words typed after `letters`, goes out: an answer, a changed index or an error."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant import commands, takeaway_commands
from assistant.scope_options import add_scope_options, scope_of
from assistant.subject_command import run_subjects
from corpus import QuestionError, UserFacingError

OK, FAILED, BAD_USAGE = 0, 1, 2

_DESCRIPTION = """Answers questions about public inspection letters in the letters' own words.

The first question builds the index of the shipped letters by itself.

  letters ask "are kids still waiting ages to be adopted?"
  letters ask "safety plans" --council Bradford --kind monitoring_visit --from 2022
  letters search "return home interviews" -k 5
  letters serve
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done (an honest silence too), 1 failed, 2 bad usage."""
    arguments = make_parser().parse_args(argv)
    try:
        if "kind" in arguments:
            arguments.scope = scope_of(arguments)
    except QuestionError as problem:
        sys.stderr.write(f"letters: {problem}\n")
        return BAD_USAGE
    try:
        return int(arguments.run(arguments))
    except UserFacingError as problem:
        sys.stderr.write(f"letters: {problem}\n")
        return FAILED
    except BrokenPipeError:
        # The reader (`| head`) has gone; Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        sys.stderr.write("letters: stopped. Nothing was left half done.\n")
        return FAILED
    except Exception as problem:  # the last resort of an entry point: one line, never a traceback
        if os.environ.get("LETTERS_DEBUG"):
            raise
        sys.stderr.write(
            f"letters: something went wrong ({type(problem).__name__}: {problem}). "
            "Set LETTERS_DEBUG=1 and run it again to see where, and report it.\n"
        )
        return FAILED


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of `letters`; each verb carries the function that runs it as `run`."""
    parser = argparse.ArgumentParser(
        prog="letters", description=_DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="where index, cache and settings live (default: $LETTERS_HOME or ~/.letters)",
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_question_verbs(verbs)
    _add_subject_verb(verbs)
    _add_letter_verbs(verbs)
    _add_takeaway_verbs(verbs)
    _add_service_verbs(verbs)
    return parser


def _add_question_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ask = _verb(verbs, "ask", commands.run_ask, "answer a question with quotes, or say that the letters do not say")
    takeaway_commands.add_ask_options(ask)
    search = _verb(verbs, "search", commands.run_search, "show the passages found, without choosing an answer")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="how many passages (default: 10)")
    for parser in (ask, search):
        parser.add_argument("question", nargs="?", help="the question, in quotes")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--batch",
            type=Path,
            metavar="IN.jsonl",
            help='many questions: {"id", "question", "history"} a line, and "council", "kind" and so on as below',
        )
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help="where the batch's answers, or the file asked for, go"
        )
        parser.add_argument("--timings", action="store_true", help="say on standard error where the time went")
        add_scope_options(parser)


def _add_subject_verb(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    subjects = _verb(verbs, "subjects", run_subjects, "follow subjects through the letters, then and now")
    subjects.add_argument("subject", nargs="?", metavar="SUBJECT", help="one subject; without it, counts of them all")
    subjects.add_argument("--json", action="store_true", help="print one JSON object")
    subjects.add_argument("--council", metavar="NAME", help='whose letters are meant ("all" for every council)')


def _add_letter_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = _verb(verbs, "add", commands.run_add, "add letters from files or folders; adding twice changes nothing")
    add.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a letter, or a folder of letters")
    add.add_argument("--rebuild", action="store_true", help="make the whole index anew, with this version and settings")
    add.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait so long for another process that is writing"
    )
    remove = _verb(verbs, "remove", commands.run_remove, "remove letters by id (see `letters list`)")
    remove.add_argument("letter_ids", nargs="+", metavar="LETTER_ID")
    listing = _verb(verbs, "list", commands.run_list, "list the letters held, newest first")
    listing.add_argument("--json", action="store_true", help="print a JSON array with everything known of each letter")
    add_scope_options(listing)
    read = _verb(verbs, "read", commands.run_read, "print a letter paragraph by paragraph")
    read.add_argument("letter_id", metavar="LETTER_ID")
    read.add_argument("--json", action="store_true", help="print a JSON array of paragraphs")


def _add_takeaway_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    receipt = _verb(
        verbs, "receipt", takeaway_commands.run_receipt, "show a kept receipt and check its quotes against the letters"
    )
    receipt.add_argument("receipt_id", metavar="ID")
    receipt.add_argument("--json", action="store_true", help="print one JSON object")
    receipt.add_argument("--delete", action="store_true", help="delete the receipt instead")
    feedback = _verb(verbs, "feedback", takeaway_commands.run_feedback, "list what people said of answers")
    feedback.add_argument("--json", action="store_true", help="print a JSON array")
    feedback.add_argument(
        "--export", type=Path, metavar="FILE", help="write candidate questions for the evaluation, for you to complete"
    )


def _add_service_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    status = _verb(verbs, "status", commands.run_status, "say what the index holds and whether it is sound")
    status.add_argument("--json", action="store_true", help="print one JSON object")
    serve = _verb(verbs, "serve", commands.run_serve, "open the chat page in a browser on this machine")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    serve.add_argument("--port", type=int, default=7860, help="port to listen on (default: 7860)")
    serve.add_argument(
        "--allow-changes",
        action="store_true",
        help="let the page add and remove letters; for other machines only with change_token in settings.toml",
    )
    evaluate = _verb(verbs, "eval", commands.run_eval, "measure the answers on the question set and write a report")
    evaluate.add_argument(
        "--split", choices=["dev", "test", "all"], default="dev", help="which questions (default: dev)"
    )
    evaluate.add_argument(
        "--out", type=Path, default=Path("reports"), metavar="DIR", help="where the report goes (default: reports)"
    )
    evaluate.add_argument("--baselines", action="store_true", help="run the plain baselines beside the system")
    evaluate.add_argument(
        "--update-baseline", action="store_true", help="keep this run as the one later runs are compared with"
    )


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: commands.Command, words: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


if __name__ == "__main__":
    sys.exit(main())
