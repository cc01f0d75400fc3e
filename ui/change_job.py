"""One change of the letters at a time: comes in: work to do, goes out: how far it is and how it ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant import Progress, UpdateReport
from corpus import IndexBusy, UserFacingError

_log = logging.getLogger(__name__)
Work = Callable[[Progress], UpdateReport]


@dataclass(frozen=True, slots=True)
class ChangeState:
    """What can be said of the latest change: at most one of `report` and `error` once it is not `running`."""

    what: str = ""
    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    report: UpdateReport | None = None
    error: UserFacingError | None = None


class ChangeJob:
    """Runs one change in a thread and remembers how the latest one ended. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = ChangeState()

    @property
    def state(self) -> ChangeState:
        """The latest change, running or ended; an empty state before the first."""
        return self._state

    def start(self, what: str, work: Work, afterwards: Callable[[], None]) -> None:
        """Begin `work`, then `afterwards` however it ended; raises IndexBusy while another change is running."""
        with self._lock:
            if self._state.running:
                raise IndexBusy("Another change of the letters is running.", "Wait until it has ended and try again.")
            self._state = ChangeState(what, running=True)
        threading.Thread(target=self._run, args=(what, work, afterwards), daemon=True).start()

    def _run(self, what: str, work: Work, afterwards: Callable[[], None]) -> None:
        ended = ChangeState(what)
        try:
            ended = ChangeState(what, report=work(self._hear))
        except UserFacingError as error:
            ended = ChangeState(what, error=error)
        except Exception as error:  # noqa: BLE001 - entry point of a thread: nobody else would hear of it
            _log.exception("the letters were not changed: %s", type(error).__name__)
            told = UserFacingError(
                "The letters were not changed: something went wrong.", "Try again, or look in the log."
            )
            ended = ChangeState(what, error=told)
        finally:
            afterwards()
            self._state = ended

    def _hear(self, stage: str, done: int, total: int, /) -> None:
        self._state = ChangeState(self._state.what, True, stage, done, total)
