"""Why a file is not read: comes in: the name of a reason, goes out: the exception that carries it between processes."""


class Refused(Exception):
    """The file will not be read; the argument is the reason's name."""
