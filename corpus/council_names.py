"""The English councils with duties for children: comes in: the list beside this file, goes out: their names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CouncilNames:
    """The names councils go by, each group by the one name a council is known under here.

    `printed` are the other names and trusts in documents; `everyday` what people say besides; `former` councils that
    exist no more with those that followed; `together` trusts of several councils with these; `regions` parts of
    England with theirs; `elsewhere` places that no English council has. A name in `careful` is
    also a word, a person or a place elsewhere; one in `capital_only` is so common a word that it needs its capital.
    """

    printed: Names
    everyday: Names
    former: Names
    together: Names
    regions: Names
    elsewhere: frozenset[str]
    careful: frozenset[str]
    capital_only: frozenset[str]


@lru_cache(maxsize=1)
def council_names() -> CouncilNames:
    """Read the list once."""
    data = tomllib.loads(files("corpus").joinpath("councils.toml").read_text("utf-8"))
    groups = {
        group: {name: tuple(others) for name, others in data[table].items()}
        for group, table in (
            ("printed", "councils"),
            ("everyday", "everyday"),
            ("former", "former"),
            ("together", "together"),
            ("regions", "regions"),
        )
    }
    return CouncilNames(
        **groups,
        elsewhere=frozenset(data["elsewhere"]),
        careful=frozenset(data["careful"]),
        capital_only=frozenset(data["capital_only"]),
    )
