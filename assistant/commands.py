"""What each verb of the command line does: comes in: parsed arguments, goes out: printed text and exit status."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from time import perf_counter

from assistant.answer_json import answer_as_json, letter_as_json, paragraphs_as_json, search_as_json
from assistant.answer_text import answer_as_text
from assistant.batch import run_batch
from assistant.console import held_letters, open_with_bar, print_json
from assistant.engine import Assistant
from assistant.opening import encoder_of, index_home
from assistant.progress import Bar
from assistant.scope import Scope, chosen_letters
from assistant.settings import load_settings
from assistant.takeaway_commands import run_ask_and_take
from corpus import UserFacingError

Command = Callable[[Namespace], int]


def run_ask(arguments: Namespace) -> int:
    """Answer one question or a batch of them, and save it or keep its receipt where that is asked for."""
    if arguments.format is not None or arguments.keep_receipt:
        return run_ask_and_take(arguments)
    return _ask_or_search(arguments, lambda assistant, question, history, scope, question_id: answer_as_json(
        assistant.ask(question, history, scope), assistant.letters_by_id, question_id
    ))  # fmt: skip


def run_search(arguments: Namespace) -> int:
    """Show the passages for one question or a batch of them."""
    return _ask_or_search(arguments, lambda assistant, question, history, scope, question_id: search_as_json(
        question, assistant.search(question, arguments.k, history, scope), assistant.letters_by_id, question_id
    ))  # fmt: skip


_Respond = Callable[[Assistant, str, tuple[str, ...], Scope, "str | None"], "dict[str, object]"]


def _ask_or_search(arguments: Namespace, respond: _Respond) -> int:
    if (arguments.question is None) == (arguments.batch is None):
        sys.stderr.write("letters: give one question in quotes, or --batch with a file of questions.\n")
        return 2
    if arguments.out is not None and arguments.batch is None:
        sys.stderr.write("letters: for one question --out goes with --format: word, csv, markdown, json or text.\n")
        return 2
    scope: Scope = arguments.scope
    started = perf_counter()
    assistant = open_with_bar(load_settings(arguments.home))
    opened = perf_counter()
    if arguments.batch is not None:
        return run_batch(
            arguments.batch, arguments.out, scope,
            lambda line: respond(assistant, line.question, line.history, line.scope, line.id),
        )  # fmt: skip
    if arguments.json:
        print_json(respond(assistant, arguments.question, (), scope, None))
    elif "k" in arguments:
        _print_hits(assistant, arguments, scope)
    else:
        answer = assistant.ask(arguments.question, (), scope)
        sys.stdout.write(answer_as_text(answer) + "\n")
        if arguments.timings:
            _print_timings({"open": (opened - started) * 1000.0, **answer.timings_ms})
            return 0
    if arguments.timings:
        _print_timings({"open": (opened - started) * 1000.0, "ask": (perf_counter() - opened) * 1000.0})
    return 0


def run_add(arguments: Namespace) -> int:
    """Add letters, or rebuild the index; exit status 1 where a file was skipped."""
    from index import add_letters, rebuild

    settings = load_settings(arguments.home)
    if not arguments.paths and not arguments.rebuild:
        sys.stderr.write("letters: name the files or folders to add, or give --rebuild.\n")
        return 2
    home, encoder = index_home(settings), encoder_of(settings)
    failed = False
    with Bar() as bar:
        if arguments.rebuild:
            report = rebuild(home, encoder, bar.show, arguments.wait)
            failed |= bool(report.skipped)
            sys.stdout.write(f"{report}\n")
        if arguments.paths:
            report = add_letters(home, arguments.paths, encoder, bar.show, arguments.wait)
            failed |= bool(report.skipped)
            sys.stdout.write(f"{report}\n")
    return _exit_status(failed)


def run_remove(arguments: Namespace) -> int:
    """Remove letters by id."""
    from index import remove_letters

    settings = load_settings(arguments.home)
    with Bar() as bar:
        report = remove_letters(index_home(settings), arguments.letter_ids, encoder_of(settings), bar.show)
    sys.stdout.write(f"{report}\n")
    return _exit_status(bool(report.skipped))


def run_list(arguments: Namespace) -> int:
    """List the letters held, or those of them that were chosen."""
    letters = chosen_letters(arguments.scope, held_letters(load_settings(arguments.home)))
    if not letters:
        sys.stderr.write("letters: no document held is all of what was chosen.\n")
    if arguments.json:
        print_json([letter_as_json(letter) for letter in letters])
        return 0
    for letter in letters:
        day = letter.letter_date.isoformat() if letter.letter_date else "undated   "
        sys.stdout.write(f"{day}  {letter.voice.value:<11}  {letter.title}  [{letter.id}]\n")
    return 0


def run_read(arguments: Namespace) -> int:
    """Print one letter, paragraph by paragraph."""
    letters = {letter.id: letter for letter in held_letters(load_settings(arguments.home))}
    if arguments.letter_id not in letters:
        raise UserFacingError(f"There is no letter “{arguments.letter_id}”.", "See which there are: letters list")
    letter = letters[arguments.letter_id]
    if arguments.json:
        print_json(paragraphs_as_json(letter))
        return 0
    sys.stdout.write(f"{letter.title}\n")
    for section in letter.sections:
        sys.stdout.write(f"\n{section.heading}\n")
        for paragraph in section.paragraphs:
            sys.stdout.write(f"{paragraph.number:>6}  {letter.slice(paragraph)}\n")
    return 0


def run_status(arguments: Namespace) -> int:
    """Say what the index holds and whether it is sound."""
    from assistant.status import describe_status

    settings = load_settings(arguments.home)
    facts, is_usable = describe_status(settings)
    if arguments.json:
        print_json(facts)
    else:
        for name, value in facts.items():
            sys.stdout.write(f"{name.replace('_', ' ')}: {value}\n")
    if not is_usable:
        sys.stderr.write("letters: the index cannot be used; the line “index” says what to do.\n")
    return 0 if is_usable else 1


def run_serve(arguments: Namespace) -> int:
    """Serve the chat page until stopped."""
    settings = load_settings(arguments.home)
    sys.stderr.write("Opening the letters…\n")
    assistant = open_with_bar(settings)
    # The page is a face above this folder; it is loaded only when it is wanted.
    from ui import make_site, serve

    site = make_site(settings, assistant, arguments.host, allow_changes=arguments.allow_changes)
    serve(assistant, arguments.host, arguments.port, _say_address, site)
    return 0


def _say_address(address: str) -> None:
    sys.stdout.write(f"Ask your questions at {address}\n")
    sys.stdout.flush()


def run_eval(arguments: Namespace) -> int:
    """Measure the answers on the question set."""
    assistant = open_with_bar(load_settings(arguments.home))
    # The evaluation is a face above this folder; it is loaded only when it is wanted.
    from eval import run_eval_command

    return run_eval_command(
        assistant, arguments.out, arguments.split, update_baseline=arguments.update_baseline,
        write=sys.stdout.write, with_baselines=arguments.baselines,
    )  # fmt: skip


def _exit_status(skipped: bool) -> int:
    if skipped:
        sys.stderr.write("letters: something was skipped; the lines above say what and what to do.\n")
    return 1 if skipped else 0


def _print_hits(assistant: Assistant, arguments: Namespace, scope: Scope) -> None:
    hits = assistant.search(arguments.question, arguments.k, (), scope).hits
    if not hits:
        sys.stderr.write("letters: nothing was found; `letters ask` with the same words says why.\n")
    for rank, hit in enumerate(hits, start=1):
        sys.stdout.write(f"{rank}. {hit.passage.place}  ({hit.score:.3f})\n   {hit.passage.text}\n")


def _print_timings(timings: Mapping[str, float]) -> None:
    for name, milliseconds in timings.items():
        sys.stderr.write(f"{name:>16}: {milliseconds:9.1f} ms\n")
