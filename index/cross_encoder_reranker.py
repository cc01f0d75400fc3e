"""Ranking with a public cross-encoder: comes in: its name or folder, goes out: scores of texts for a question."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import SettingsError
from index.model_folder import find_model_folder, fingerprint_of, loading, stay_offline

WHAT = "reranker"
BATCH_SIZE = 16


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers that is already on this machine; nothing is ever downloaded.

    Raises SettingsError when there is no such model, it cannot be loaded or gives more than one score for a text.
    """

    def __init__(self, model: str) -> None:
        folder = find_model_folder(model, WHAT, ("cross-encoder",), f'Set the {WHAT} to "" for none')
        stay_offline()
        from sentence_transformers import CrossEncoder
        from torch.nn import Identity

        with loading(WHAT, folder, f'set the {WHAT} to ""'):
            self._model = CrossEncoder(
                str(folder), device="cpu", local_files_only=True, trust_remote_code=False, activation_fn=Identity()
            )
        if self._model.num_labels != 1:
            raise SettingsError(
                f"The model in {folder} gives {self._model.num_labels} scores for a text and not one.",
                f'Name a {WHAT}, such as "cross-encoder/ms-marco-MiniLM-L6-v2", or set the {WHAT} to "".',
            )
        self._fingerprint = fingerprint_of(model, folder)

    @property
    def fingerprint(self) -> str:
        """The name as set or the folder's name, and a hash of weights and configuration."""
        return self._fingerprint

    def score(self, question: str, texts: Sequence[str]) -> tuple[float, ...]:
        """Return the model's raw score for each of `texts`; what is longer than it reads is cut at its end."""
        if not texts:
            return ()
        pairs = [(question, text) for text in texts]
        return tuple(
            float(score) for score in self._model.predict(pairs, batch_size=BATCH_SIZE, show_progress_bar=False)
        )
