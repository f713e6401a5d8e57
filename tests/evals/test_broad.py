"""Broad questions: the rows that are read, the measures by hand, and a run on the invented corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.broad import BroadQuestion, holds_broad, read_broad
from evals.gold import GOLD, read_gold, split_of
from evals.measures import scores
from evals.outcomes import Case, CitedQuote, Outcome, Texts
from ingest.errors import GoldError
from ingest.settings import Settings
from ingest.types import Locator
from tests.lighthouses import FIRST, POLICY, SECOND

LIST = {
    "id": "list",
    "kind": "list_all",
    "question": "Everything on training",
    "must": [f"{POLICY}#para-6", f"{POLICY}#para-12"],
    "may": [f"{POLICY}#para-14"],
}
COMPARE = {
    "id": "compare",
    "kind": "compare",
    "question": "Compare 9101 and 9102",
    "must": [f"{FIRST}#op-1", f"{SECOND}#op-1"],
    "may": [f"{SECOND}#op-3"],
    "groups": [[f"{FIRST}#op-1"], [f"{SECOND}#op-1", f"{SECOND}#op-3"]],
    "facts": [{"any": ["dredging", "dredge"]}, {"any": ["buoys"]}],
}
OUTSIDE = {
    "id": "outside",
    "kind": "outside",
    "question": "Overview of the price of bread in Paris?",
    "must": [],
    "may": [f"{POLICY}#fn-1"],
}
LATER = {**LIST, "id": "later", "kind": "followup", "question": "and maps?", "history": ["Who is trained?"]}


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def question(tmp_path: Path, row: object) -> BroadQuestion:
    (found,) = read_broad(written(tmp_path / "one.jsonl", row))
    assert isinstance(found, BroadQuestion)
    return found


def values(
    gold: BroadQuestion, *cited: str, status: str = "answer", words: str = ""
) -> dict[str, float | None]:
    citations = tuple(CitedQuote(x, "") for x in cited)
    found = Outcome(gold.id, status, words, citations, cited, None, "", 0.0)  # type: ignore[arg-type]
    return {s.measure: s.value for s in scores(Case(gold, found, Texts({})))}


def test_the_rows_of_the_project() -> None:
    rows = [q for q in read_broad(GOLD / "broad") if isinstance(q, BroadQuestion)]
    assert len(rows) >= 120
    forms = {q.category for q in rows}
    assert len(forms) == 9
    for split in ("dev", "test"):
        assert {q.category for q in rows if q.split == split} == forms
    assert all(q.split == split_of(q.id) for q in rows)
    assert all(len(q.groups) != 1 for q in rows)  # one side is no comparison
    assert sum(bool(q.groups) for q in rows) >= 20
    assert not {q.question for q in rows} & {q.question for q in read_gold()}


def test_a_row_is_read_whole(tmp_path: Path) -> None:
    found = question(tmp_path, COMPARE)
    assert found.must == {f"{FIRST}#op-1", f"{SECOND}#op-1"}
    assert found.may == {f"{SECOND}#op-3"}
    assert found.groups[0] == {Locator.parse(f"{FIRST}#op-1")}
    assert found.must_contain == (("dredging", "dredge"), ("buoys",))
    assert found.category == "compare"
    assert [t.question for t in question(tmp_path, LATER).history] == ["Who is trained?"]
    assert holds_broad(written(tmp_path / "broad.jsonl", LIST))
    assert not holds_broad(written(tmp_path / "other.jsonl", {"id": "a", "question": "b", "gold": []}))
    assert not holds_broad(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "essay"}, "field kind: "),
        ({"must": ["x"]}, "is not a locator"),
        ({"colour": 1}, "field colour: "),
        ({"must": []}, "field must: is empty for questions of kind 'outside', and for no others"),
        ({"kind": "outside"}, "field must: "),
        ({"may": LIST["must"]}, f"field may: '{POLICY}#para-12' is in must too"),
        (
            {"groups": [[f"{POLICY}#para-1"]]},
            f"field groups: '{POLICY}#para-1' is neither in must nor in may",
        ),
        ({"groups": [[]]}, "field groups.0: "),
        ({"facts": [{"any": []}]}, "field facts.0.any: "),
        ({"id": "list"}, "'list' comes twice"),
    ],
)
def test_errors_name_file_row_and_field(tmp_path: Path, change: dict[str, object], words: str) -> None:
    path = written(tmp_path / "broad.jsonl", LIST, {**LIST, "id": "other", **change})
    with pytest.raises(GoldError, match=r"broad\.jsonl, row 2") as caught:
        read_broad(path)
    assert words in str(caught.value)


def test_a_paragraph_that_is_not_held(tmp_path: Path) -> None:
    path = written(tmp_path / "broad.jsonl", LIST)
    known = [Locator.parse(x) for x in LIST["must"]]
    with pytest.raises(GoldError, match=r"row 1: '.*#para-14' is not in the documents"):
        read_broad(path, known)


def test_a_list_of_which_half_is_shown_beside_one_that_does_not_belong(tmp_path: Path) -> None:
    found = values(question(tmp_path, LIST), f"{POLICY}#para-6", f"{POLICY}#para-14", f"{POLICY}#para-1")
    assert found["coverage"] == 1 / 2
    assert found["breadth precision"] == pytest.approx(2 / 3)
    assert found["complete"] == 0
    assert found["both sides"] is found["refused or bounded"] is None
    whole = values(question(tmp_path, LIST), f"{POLICY}#para-12", f"{POLICY}#para-6", f"{POLICY}#para-6")
    assert [whole[n] for n in ("coverage", "breadth precision", "complete")] == [1, 1, 1]


def test_a_comparison_shows_each_side(tmp_path: Path) -> None:
    gold = question(tmp_path, COMPARE)
    assert values(gold, f"{FIRST}#op-1")["both sides"] == 0
    both = values(gold, f"{SECOND}#op-3", f"{FIRST}#op-1", words="on dredging")
    assert [both[n] for n in ("both sides", "coverage", "fact coverage")] == [1, 1 / 2, 1 / 2]


def test_a_refused_broad_question_shows_nothing(tmp_path: Path) -> None:
    found = values(question(tmp_path, COMPARE), status="refusal")
    assert [found[n] for n in ("coverage", "complete", "both sides", "false refusal")] == [0, 0, 0, 1]
    assert found["breadth precision"] is found["refused or bounded"] is None


def test_outside_the_documents_a_refusal_or_only_what_may_be_shown_is_right(tmp_path: Path) -> None:
    gold = question(tmp_path, OUTSIDE)
    refused, bounded = values(gold, status="refusal"), values(gold, f"{POLICY}#fn-1")
    beyond = values(gold, f"{POLICY}#fn-1", f"{POLICY}#para-1")
    assert [f["refused or bounded"] for f in (refused, bounded, beyond, values(gold))] == [1, 1, 0, 0]
    assert [f["refusal recall"] for f in (refused, bounded)] == [1, 0]
    assert refused["coverage"] is refused["breadth precision"] is refused["complete"] is None


def test_a_run_reports_by_form(
    lighthouse_home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "broad.jsonl", LIST, COMPARE, OUTSIDE, LATER)
    assert main(["run", "--gold", str(path), "--out", str(tmp_path)]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert set(report["by_category"]) == {"compare", "followup", "list_all", "outside"}
    assert report["figures"]["coverage"]["n"] == 3
    assert report["by_category"]["outside"]["refused or bounded"]["mean"] == 1
    assert [q["status"] for q in report["questions"]].count("failed") == 0
    shown = capsys.readouterr().out
    assert "\ncoverage " in shown
    assert "\ncompare " in shown
    assert "breadth precision" in (tmp_path / "report.html").read_text(encoding="utf-8")
