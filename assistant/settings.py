"""Settings: comes in: the home folder's settings file and the environment, goes out: one checked, frozen value."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from corpus import SettingsError

SETTINGS_FILE = "settings.toml"
EMBEDDED_MODEL = "embedded"
EMBEDDED_JUDGE = "embedded"
_MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things live and how answers are made.

    `model` is "embedded" (all-MiniLM-L6-v2 from its package, tuned on inspection letters), "embedded-plain"
    (the same without the tuning) or the name or folder of any sentence-transformers model. `judge` is
    "embedded", a second reader that says how likely a passage answers (only beside the embedded model), or "none".
    `reranker` is the name or folder of a cross-encoder on this machine that ranks what was found again; empty for none.
    `home_council` is whom "we" and a question that names no council mean; empty for none. `llm` names a language
    model that may choose among the quotes ("ollama:MODEL", needs the optional package); empty for none.
    `quote_limit` and `word_limit` bound what one answer quotes. `address` is where others reach the page
    ("https://letters.example"), for the links of what is taken away; empty for the address asked for. Receipts
    and feedback are kept for `receipt_days` and `feedback_days`, at most `receipt_limit` and `feedback_limit` of
    them; 0 keeps none. `contact` is whom the page names for questions about it; empty for none. `change_token` is the
    pass phrase for changing letters on a page that other machines can reach.
    """

    home: Path
    model: str = EMBEDDED_MODEL
    judge: str = EMBEDDED_JUDGE
    reranker: str = ""
    home_council: str = "Bradford"
    llm: str = ""
    quote_limit: int = 10
    word_limit: int = 240
    address: str = ""
    receipt_days: int = 365
    receipt_limit: int = 5000
    feedback_days: int = 365
    feedback_limit: int = 2000
    contact: str = ""
    change_token: str = ""


def default_home(environ: Mapping[str, str] | None = None) -> Path:
    """Return the home folder: the variable LETTERS_HOME, else ".letters" in the user's own folder."""
    named = (os.environ if environ is None else environ).get("LETTERS_HOME", "")
    return Path(named).expanduser() if named else Path.home() / ".letters"


def load_settings(home: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read settings.toml of `home` (default: `default_home`); what it does not name keeps its default.

    Raises SettingsError for a file that is not TOML, an unknown name or a value of the wrong kind.
    """
    folder = home if home is not None else default_home(environ)
    path = folder / SETTINGS_FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise SettingsError(f"{path} cannot be read: {problem}.", "Mend the file or delete it.") from problem
    known = {field.name: field.default for field in fields(Settings) if field.name != "home"}
    for name, value in given.items():
        if name not in known:
            raise SettingsError(f"{path} has an unknown setting “{name}”.", f"Known settings: {', '.join(known)}.")
        if type(value) is not type(known[name]):
            wanted = "a whole number" if isinstance(known[name], int) else "text in quotes"
            raise SettingsError(f"{path}: “{name}” must be {wanted}.", f"For example: {name} = {_example(known[name])}")
    _check_ranges(path, given, known)
    return Settings(folder, **given)


def _check_ranges(path: Path, given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """Raise SettingsError for the first value of the right kind that makes no sense."""
    for name in ("quote_limit", "word_limit"):
        if given.get(name, 1) < 1:
            raise SettingsError(f"{path}: “{name}” must be at least 1.", f"For example: {name} = {known[name]}")
    for name in ("receipt_days", "receipt_limit", "feedback_days", "feedback_limit"):
        if given.get(name, 0) < 0:
            raise SettingsError(f"{path}: “{name}” must be 0 or more.", f"For example: {name} = {known[name]}")
        if name.endswith("_days") and given.get(name, 0) > _MOST_DAYS:
            raise SettingsError(
                f"{path}: “{name}” must be at most {_MOST_DAYS}.", f"For example: {name} = {known[name]}"
            )
    if given.get("address") and not given["address"].startswith(("http://", "https://")):
        raise SettingsError(f"{path}: “address” must begin with http:// or https://.", 'For example: address = ""')


def _example(default: object) -> str:
    return str(default) if isinstance(default, int) else f'"{default}"'
