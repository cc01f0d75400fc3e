"""What whoever runs the page decides about it: comes in: settings and flags, goes out: one frozen Site."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import Assistant, LetterChanges, Settings
from corpus import SettingsError

_HERE_ONLY = frozenset({"127.0.0.1", "::1", "localhost"})
_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Site:
    """How this page is run.

    `contact` is whom a reader can write to or ring, in words; empty where nobody is named. `changes` adds and removes
    letters; `None` where the page may only be read. `change_token` must be given with each change; empty where
    being on this machine is enough. `answers_at_once` questions are answered side by side and `longest_line` wait.
    """

    contact: str = ""
    changes: LetterChanges | None = None
    change_token: str = ""
    answers_at_once: int = 4
    longest_line: int = 32


PLAIN_SITE = Site()


def make_site(settings: Settings, assistant: Assistant, host: str, allow_changes: bool = False) -> Site:
    """Return the site for `host`; raises SettingsError where changes were to be open to other machines unguarded."""
    if not allow_changes:
        return Site(contact=settings.contact)
    token = settings.change_token
    if (token or host not in _HERE_ONLY) and len(token) < _SHORTEST_TOKEN:
        raise SettingsError(
            f"Letters may be changed from other machines ({host}) only with a pass phrase.",
            f'Put change_token = "..." with {_SHORTEST_TOKEN} characters or more into settings.toml, '
            "or serve on 127.0.0.1.",
        )
    return Site(settings.contact, LetterChanges(settings, assistant), token)
