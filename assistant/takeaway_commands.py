"""Taking answers away by command: comes in: parsed arguments, goes out: files, receipts, feedback, an exit status."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from assistant.answer_json import answer_as_json
from assistant.console import held_letters, open_with_bar, print_json
from assistant.settings import Settings, load_settings
from assistant.takeaway.candidates import write_candidates
from assistant.takeaway.feedback import feedback_as_json, load_feedback
from assistant.takeaway.formats import Format, write_file
from assistant.takeaway.receipt import Receipt
from assistant.takeaway.receipts import forget_receipt, keep_receipt, load_receipt
from assistant.takeaway.recheck import Checked, recheck
from assistant.takeaway.record import write_record
from assistant.takeaway.taking import Asked, make_receipt
from assistant.takeaway.words import say_moment
from assistant.whole_file import write_whole_file

# Where `letters serve` serves unless told otherwise.
_DEFAULT_ADDRESS = "http://localhost:7860"


def add_ask_options(ask: ArgumentParser) -> None:
    """Teach `letters ask` to save an answer and to keep its receipt."""
    ask.add_argument("--format", choices=list(Format), help="save the answer as this (with --out; text also prints)")
    ask.add_argument("--keep-receipt", action="store_true", help="keep a receipt of the answer (see `letters receipt`)")


def run_ask_and_take(arguments: Namespace) -> int:
    """Answer one question, save it as --format and keep its receipt where that was asked for."""
    if complaint := _complain(arguments):
        sys.stderr.write(f"letters: {complaint}\n")
        return 2
    settings, scope = load_settings(arguments.home), arguments.scope
    assistant = open_with_bar(settings)
    answer = assistant.ask(arguments.question, (), scope)
    receipt = make_receipt(assistant, answer, Asked(scope=scope))
    wanted = Format.JSON if arguments.json else Format(arguments.format or Format.TEXT)
    if arguments.out is None and wanted is Format.JSON:
        print_json(answer_as_json(answer, assistant.letters_by_id))
    else:
        _save(arguments, receipt, wanted, settings)
    if arguments.keep_receipt:
        kept = keep_receipt(settings, receipt)
        sys.stderr.write(f"letters: receipt {kept.id} is kept until {kept.until}. See it: letters receipt {kept.id}\n")
    return 0


def _complain(arguments: Namespace) -> str | None:
    if arguments.question is None or arguments.batch is not None:
        return "--format and --keep-receipt take one question in quotes; a batch is always JSON lines."
    if arguments.json and arguments.format not in (None, Format.JSON):
        return "--json is --format json; give one of them."
    if arguments.format == Format.WORD and arguments.out is None:
        return "a Word document needs a file: --out answer.docx"
    return None


def _save(arguments: Namespace, receipt: Receipt, wanted: Format, settings: Settings) -> None:
    content = write_file(receipt, wanted, settings.address or _DEFAULT_ADDRESS).content
    if arguments.out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_whole_file(arguments.out, content)
    sys.stderr.write(f"letters: {arguments.out} is written ({receipt.status.value.replace('_', ' ')}).\n")
    if not receipt.quotes:
        sys.stderr.write("letters: the answer quotes nothing; the file says so, a CSV has its heads only.\n")


def run_receipt(arguments: Namespace) -> int:
    """Show a kept receipt and check it against the letters as they are, or delete it."""
    settings = load_settings(arguments.home)
    if arguments.delete:
        forget_receipt(settings, arguments.receipt_id)
        sys.stdout.write(f"Receipt {arguments.receipt_id} is deleted.\n")
        return 0
    receipt = load_receipt(settings, arguments.receipt_id)
    checked = recheck(receipt, {letter.id: letter for letter in held_letters(settings)})
    if arguments.json:
        print_json(_receipt_as_json(arguments.receipt_id, receipt, checked))
        return 0
    sys.stdout.write(f"Receipt {arguments.receipt_id}, answered {say_moment(receipt.answered_at)}\n")
    sys.stdout.write(f"Question: {receipt.question}\n\n{receipt.text}\n\nChecked against the letters held now:\n")
    for number, one in enumerate(checked, start=1):
        label = f"[{one.quote.n}]" if number <= len(receipt.quotes) else f"closest paragraph {one.quote.n}"
        sys.stdout.write(f"  {label} {one}\n")
    return 0


def _receipt_as_json(receipt_id: str, receipt: Receipt, checked: tuple[Checked, ...]) -> dict[str, object]:
    import json

    fates = [
        {"n": one.quote.n, "near_miss": number >= len(receipt.quotes), "fate": one.fate.value, "now_at": _now_at(one)}
        for number, one in enumerate(checked)
    ]
    return {"id": receipt_id, "receipt": json.loads(write_record(receipt)), "checked": fates}


def _now_at(one: Checked) -> str | None:
    return str(one.now_at) if one.now_at is not None else None


def run_feedback(arguments: Namespace) -> int:
    """List feedback, newest last, or export it as candidate questions."""
    remarks = load_feedback(load_settings(arguments.home))
    if arguments.export is not None:
        write_whole_file(arguments.export, write_candidates(remarks).encode("utf-8"), "--export")
        sys.stderr.write(f"letters: {len(remarks)} candidates are written to {arguments.export}.\n")
        return 0
    if arguments.json:
        print_json(feedback_as_json(remarks))
        return 0
    for remark in remarks:
        verdict = remark.verdict.value.replace("_", " ")
        sys.stdout.write(f"{remark.at:%Y-%m-%d %H:%M}  {verdict:<16}  {remark.question}  [{remark.receipt}]\n")
        if remark.comment:
            sys.stdout.write(f"{'':18}{remark.comment}\n")
    if not remarks:
        sys.stdout.write("Nobody has said anything yet.\n")
    return 0
