"""The one tree of errors a person may see; comes in: what went wrong, goes out: a message and what to do.

UserFacingError
├── LetterError            a file cannot become a letter
│   ├── UnreadableFile     missing, empty, not text, damaged
│   └── UnsupportedFormat  no reader for this kind of file
├── IndexUnavailable       the index is missing, damaged or made by another recipe
├── IndexBusy              another process is writing the index
├── SettingsError          a setting has a value that cannot be used
├── QuestionError          a question cannot be taken (over-long batch line, bad JSON)
└── SealBroken             a quote is not the letter's own words: nothing is shown
"""


class UserFacingError(Exception):
    """An error with a plain message and the one thing to do about it.

    `str()` of it is the one line that goes to standard error.
    """

    def __init__(self, message: str, what_to_do: str) -> None:
        super().__init__(f"{message} {what_to_do}")
        self.message = message
        self.what_to_do = what_to_do


class LetterError(UserFacingError):
    """A file cannot become a letter."""


class UnreadableFile(LetterError):
    """The file is missing, empty, damaged or not what its name says."""


class UnsupportedFormat(LetterError):
    """There is no reader for this kind of file."""


class IndexUnavailable(UserFacingError):
    """The index is missing, damaged, or made by another recipe."""


class IndexBusy(UserFacingError):
    """Another process is writing the index."""


class SettingsError(UserFacingError):
    """A setting has a value that cannot be used."""


class QuestionError(UserFacingError):
    """A question cannot be taken as it stands."""


class SealBroken(UserFacingError):
    """A quote is not a slice of its letter; nothing of the answer is shown."""
