"""One JSON object of the question set: comes in: untyped values, goes out: typed ones, or an error naming the field."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import UserFacingError


class QuestionFileError(UserFacingError):
    """A line of the question set, or of the stored baseline, breaks its schema."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}.", "Correct that line.")


class Fields:
    """Reads the fields of one object; each method raises QuestionFileError for a missing or ill-typed field."""

    def __init__(self, where: str, record: dict[str, object]) -> None:
        self.where = where
        self._record = record
        self._asked: set[str] = set()

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        self._asked.add(name)
        return self._record.get(name) is not None

    def text(self, name: str, may_be_empty: bool = False) -> str:
        """A string, by default with something in it."""
        value = self._take(name)
        if not isinstance(value, str) or not (value.strip() or may_be_empty):
            raise self._wrong(name, "a text that is not empty")
        return value

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """One of `allowed`."""
        value = self._take(name)
        if not isinstance(value, str) or value not in allowed:
            raise self._wrong(name, f"one of {', '.join(allowed)}")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise self._wrong(name, "true or false")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """An array of strings that are not empty."""
        values = self._items(name)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self._wrong(name, "an array of texts")
        return tuple(str(value) for value in values)

    def numbers(self, name: str) -> tuple[int, ...]:
        """An array of whole numbers."""
        found = tuple(value for value in self._items(name) if isinstance(value, int) and not isinstance(value, bool))
        if len(found) != len(self._items(name)):
            raise self._wrong(name, "an array of whole numbers")
        return found

    def inside(self, name: str) -> Fields:
        """One object."""
        value = self._take(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "an object")
        return Fields(f"{self.where}, {name}", value)

    def objects(self, name: str) -> tuple[Fields, ...]:
        """An array of objects."""
        found = []
        for position, value in enumerate(self._items(name)):
            if not isinstance(value, dict):
                raise self._wrong(name, "an array of objects")
            found.append(Fields(f"{self.where}, {name}[{position}]", value))
        return tuple(found)

    def end(self) -> None:
        """Raise QuestionFileError where a field was never asked for: it is likely a slip of the pen."""
        unknown = set(self._record) - self._asked
        if unknown:
            raise QuestionFileError(self.where, f"unknown fields {sorted(unknown)}")

    def _take(self, name: str) -> object:
        self._asked.add(name)
        if name not in self._record:
            raise QuestionFileError(self.where, f"the field {name!r} is missing")
        return self._record[name]

    def _items(self, name: str) -> list[object]:
        value = self._take(name)
        if not isinstance(value, list):
            raise self._wrong(name, "an array")
        return value

    def _wrong(self, name: str, wanted: str) -> QuestionFileError:
        return QuestionFileError(self.where, f"the field {name!r} must be {wanted}, not {self._record[name]!r}")
