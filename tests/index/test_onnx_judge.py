"""Promises of the shipped judge: exported once, alike in any company, and it prefers what answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import SHIPPED_LETTERS, SettingsError, read_letter
from index.judge_export import load_embedded_judge
from index.load_encoder import SHIPPED_ADAPTER
from index.load_judge import SHIPPED_JUDGE
from index.onnx_judge import OnnxJudge

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the judge was exported once."""
    folder = tmp_path_factory.mktemp("models")
    load_embedded_judge(folder, SHIPPED_ADAPTER, SHIPPED_JUDGE)
    return folder


@pytest.fixture(scope="module")
def judge(models_folder: Path) -> OnnxJudge:
    """The judge from that export."""
    return load_embedded_judge(models_folder, SHIPPED_ADAPTER, SHIPPED_JUDGE)


def paragraph_with(letter_id: str, words: str) -> list[str]:
    """Return the sentences of the paragraph of a shipped letter that holds `words`."""
    letter = read_letter(SHIPPED_LETTERS / f"{letter_id}.txt")
    paragraph = next(p for _, p in letter.paragraphs() if words in letter.slice(p))
    return [letter.slice(sentence) for sentence in paragraph.sentences]


LETTER_2020 = "bradford-monitoring-visit-letter-2020-03-19"
LETTER_2023 = "bradford-monitoring-visit-letter-2023-08-22"


@pytest.mark.parametrize(
    ("letter_id", "words", "question", "near_miss"),
    [
        (
            LETTER_2023,
            "Safety plans are routinely",
            "are safety plans any good",
            "how many safety plans were there in 2022",
        ),
        (
            LETTER_2023,
            "strategy meetings",
            "are strategy meetings held in good time",
            "what percentage of meetings were late",
        ),
        (
            LETTER_2020,
            "see children regularly",
            "do social workers see the children",
            "how far do social workers drive",
        ),
        (LETTER_2020, "therapeutic provision", "is there enough therapy", "what does an hour of therapy cost us"),
    ],
)
def test_a_true_question_scores_above_its_near_miss(
    judge: OnnxJudge, letter_id: str, words: str, question: str, near_miss: str
) -> None:
    """Of two questions on one paragraph's topic the one it answers has the higher chance."""
    passage = paragraph_with(letter_id, words)
    (true,), (near,) = judge.hear(question)([passage]), judge.hear(near_miss)([passage])
    assert true.answers > near.answers


def test_a_passage_scores_above_itself_without_its_answer(judge: OnnxJudge) -> None:
    """The same question, the same paragraph: without the sentence that answers its chance falls."""
    passage = paragraph_with(LETTER_2020, "see children regularly")
    rest = [sentence for sentence in passage if "see children regularly" not in sentence]
    whole, cut = judge.hear("do social workers see children regularly")([passage, rest])
    assert whole.answers > cut.answers


def test_a_verdict_does_not_depend_on_its_company(judge: OnnxJudge) -> None:
    """Judged alone or among others, read anew or remembered: the same verdict."""
    passages = [["Children are seen alone."], ["Plans drift.", "Reviews are late."], ["x " * 400, "A second one."]]
    together = judge.hear("are kids seen alone?")(passages)
    assert together == tuple(judge.hear("are kids seen alone?")([passage])[0] for passage in passages)
    assert [len(verdict.sentences) for verdict in together] == [1, 2, 2]
    assert judge.hear("anything")([]) == ()


def test_the_export_is_named_by_its_weights_and_made_once(models_folder: Path, judge: OnnxJudge) -> None:
    """A file for each part, nothing half-made beside them; a damaged one is thrown away and made anew."""
    files = sorted(models_folder.iterdir())
    layers = [f"judge-layer-{number}" for number in range(1, 6)]
    assert [path.name.split(".")[0] for path in files] == [*layers, "judge-numbers", "judge-reader"]
    content = bytearray(files[1].read_bytes())
    content[len(content) // 2] ^= 1
    files[1].write_bytes(content)
    again = load_embedded_judge(models_folder, SHIPPED_ADAPTER, SHIPPED_JUDGE)
    assert sorted(path.name for path in models_folder.iterdir()) == [path.name for path in files]
    assert again.hear("q")([["Plans drift."]]) == judge.hear("q")([["Plans drift."]])


def test_missing_or_foreign_weights_are_a_settings_error(tmp_path: Path) -> None:
    """A judge that cannot be made says which file is at fault and what to do, and leaves nothing behind."""
    with pytest.raises(SettingsError, match="missing"):
        load_embedded_judge(tmp_path, SHIPPED_ADAPTER, tmp_path / "none.safetensors")
    foreign = tmp_path / "foreign.safetensors"
    foreign.write_bytes(SHIPPED_ADAPTER.read_bytes())
    with pytest.raises(SettingsError, match="foreign") as caught:
        load_embedded_judge(tmp_path / "models", SHIPPED_ADAPTER, foreign)
    assert 'judge = "none"' in caught.value.what_to_do
