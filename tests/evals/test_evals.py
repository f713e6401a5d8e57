"""The evaluation commands, end to end on a few questions about lighthouses and on bad input."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.workplace.feedback import Feedback, add_feedback, read_feedback
from evals.__main__ import main
from evals.defects import DEFECTS
from evals.gold import GoldQuestion, read_gold
from evals.inbox import gold_drafts, write_drafts
from evals.outcomes import Outcome
from evals.report import read_report
from evals.run import ask_all
from ingest.errors import GoldError, SettingsError
from ingest.settings import Settings
from tests.lighthouses import FIRST, POLICY, SECOND

ROWS = (
    ("a", "How often is the policy reviewed?", [[f"{POLICY}#para-20"]], "direct"),
    ("b", "What does LC stand for?", [[f"{POLICY}#acronym-lc"]], "acronym"),
    ("c", "What are the three aims?", [[f"{POLICY}#para-8.{n}" for n in (1, 2, 3)]], "list"),
    ("d", "para 10", [[f"{POLICY}#para-10"]], "direct"),
    ("e", "How do I bake sourdough bread?", [], "off-topic"),
    ("f", "Where was the League of Ports founded?", [[f"{POLICY}#fn-1"]], "footnote"),
    ("g", "For how many nights does a lighthouse hold oil?", [[f"{POLICY}#para-11"]], "direct"),
    ("h", "Who reports broken lamps?", [[f"{POLICY}#para-5"]], "direct"),
    ("i", "What does resolution 9101 say about dredging?", [[f"{FIRST}#op-3"]], "direct"),
    (
        "j",
        "Which resolution speaks of buoys and of divers?",
        [[f"{SECOND}#op-1", f"{SECOND}#op-2-a"]],
        "list",
    ),
    ("k", "What is the price of bread in Paris?", [], "off-topic"),
    ("l", "When may visitors climb a lighthouse?", [[f"{POLICY}#para-18"]], "direct"),
)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    lines = [
        json.dumps({"id": i, "question": q, "gold": g, "category": c, "must_contain": []})
        for i, q, g, c in ROWS
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def home(lighthouse_home: Settings) -> Path:
    return lighthouse_home.home


def test_run_diff_and_gate(
    home: Path, gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    assert main(["run", "--gold", str(gold), "--out", str(a)]) == 0
    assert main(["run", "--gold", str(gold), "--out", str(b)]) == 0
    first, second = (json.loads((d / "report.json").read_text(encoding="utf-8")) for d in (a, b))
    assert first["times"].keys() == second["times"].keys()
    texts = [json.dumps({**r, "times": None}) for r in (first, second)]
    assert texts[0] == texts[1]
    assert first["figures"]["first citation"]["n"] == 10
    assert first["figures"]["first citation"]["mean"] >= 0.7
    assert set(first["baselines"]) == {"bm25", "vectors", "llama-index"}
    assert first["by_category"]["off-topic"]["refusal recall"]["mean"] == 1.0
    assert first["figures"]["quote fidelity"]["mean"] == 1.0
    page = (a / "report.html").read_text(encoding="utf-8")
    assert "http://" not in page
    assert "https://" not in page
    assert "sourdough" in page
    assert main(["diff", str(a / "report.json"), str(b / "report.json")]) == 0
    assert "won: 0" in capsys.readouterr().out
    rules = tmp_path / "gate.toml"
    for text, code in (
        ('[all]\n"quote fidelity" = { at_least = 1.0 }', 0),
        ('[all]\n"false refusal" = { at_most = -0.1 }', 1),
        ('[direct]\n"first citation" = { at_least = 1.1 }', 1),
        ('[all]\n"no such" = { at_least = 1.0 }', 2),
        ('[all]\n"quote fidelity" = 1', 2),
        ("nonsense", 2),
    ):
        rules.write_text(text, encoding="utf-8")
        assert main(["gate", str(a / "report.json"), str(rules)]) == code, text
    assert main(["gate", str(gold), str(rules)]) == 2


def test_every_defect_is_caught(home: Path, gold: Path, tmp_path: Path) -> None:
    assert main(["run", "--gold", str(gold), "--out", str(tmp_path)]) == 0
    report = read_report(tmp_path / "report.json")
    assert len(report["defects"]) == len(DEFECTS) >= 7
    for defect, caught in report["defects"].items():
        assert caught, f"no measure noticed: {defect}"
    assert "quote fidelity" in report["defects"]["alter a word"]
    assert "conciseness" in report["defects"]["paste everything"]
    assert "false refusal" in report["defects"]["always refuse"]
    assert "refusal recall" in report["defects"]["never refuse"]
    assert len(report["questions"]) == len(ROWS)
    assert all(q["status"] != "failed" for q in report["questions"])


class Fragile:
    """Fails on some questions, and breaks off at one."""

    def __init__(self, fails: str = "", breaks: str = "") -> None:
        self.asked: list[str] = []
        self._fails, self._breaks = fails, breaks

    def ask(self, gold: GoldQuestion) -> Outcome:
        self.asked.append(gold.id)
        if gold.id == self._breaks:
            raise KeyboardInterrupt
        if gold.id == self._fails:
            raise RuntimeError("boom")
        return Outcome(gold.id, "refusal", "", (), (), None, "", 0.1)


def test_a_run_is_taken_up_where_it_stopped(gold: Path, tmp_path: Path) -> None:
    questions = read_gold(gold)[:6]
    quiet = lambda *step: None  # noqa: E731
    broken = Fragile(breaks="d")
    with pytest.raises(KeyboardInterrupt):
        ask_all("x", lambda: broken, questions, "key", tmp_path, quiet)
    with (tmp_path / "x.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "d", "sta')  # cut short
    second = Fragile(fails="e")
    found = ask_all("x", lambda: second, questions, "key", tmp_path, quiet)
    assert second.asked == ["d", "e", "f"]
    assert [o.id for o in found] == list("abcdef")
    assert [o.status for o in found if o.id == "e"] == ["failed"]
    assert "RuntimeError: boom" in found[4].reason
    third = Fragile()
    ask_all("x", lambda: third, questions, "key", tmp_path, quiet)
    assert third.asked == ["e"]  # what failed is tried again
    fourth = Fragile()
    ask_all("x", lambda: fourth, questions, "another key", tmp_path, quiet)
    assert len(fourth.asked) == 6


def test_bad_input_is_one_line(
    home: Path, gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x", "question": "?", "gold": [["lighthouse-policy-2031#para-99"]]}\n')
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    file = tmp_path / "file"
    file.write_text("")
    for arguments, words in (
        (["run", "--gold", str(bad)], "row 1"),
        (["run", "--gold", str(empty)], "no gold questions"),
        (["run", "--gold", str(tmp_path / "none.jsonl")], "cannot be read"),
        (["run", "--gold", str(gold), "--out", str(file)], "cannot be written"),
        (["diff", str(bad), str(bad)], "report"),
        (["external", "obliqa", "--data", str(tmp_path)], "obliqa-passages.jsonl.gz"),
    ):
        assert main(arguments) == 2, arguments
        message = capsys.readouterr().err.strip().splitlines()[-1]
        assert message.startswith("error: "), message
        assert words in message, message
        assert "Traceback" not in message


def test_reports_of_different_corpora_are_not_compared(home: Path, gold: Path, tmp_path: Path) -> None:
    assert main(["run", "--gold", str(gold), "--out", str(tmp_path), "--system", "bm25"]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    report["about"]["corpus"] = "another"
    other = tmp_path / "other.json"
    other.write_text(json.dumps(report), encoding="utf-8")
    assert main(["diff", str(tmp_path / "report.json"), str(other)]) == 2


def write_gz(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_external_data_through_the_same_code(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [
        "A fund must keep its records for six years.",
        "A bank reports large loans each month.",
        "An insurer appoints an actuary.",
    ]
    asked = ["How long does a fund keep records?", "Who reports large loans?", "Who needs an actuary?"]
    write_gz(
        tmp_path / "obliqa-passages.jsonl.gz",
        [{"id": f"p{i}", "document": 1, "passage": "1.", "text": t} for i, t in enumerate(texts)],
    )
    write_gz(
        tmp_path / "obliqa-mini.jsonl.gz",
        [{"id": f"q{i}", "question": q, "relevant": [f"p{i}"]} for i, q in enumerate(asked)],
    )
    write_gz(
        tmp_path / "clapnq-mini.jsonl.gz",
        [
            {"id": "1", "question": asked[0], "answerable": True, "text": texts[0]},
            {
                "id": "2",
                "question": "Who won the football match in Rome?",
                "answerable": False,
                "text": texts[1],
            },
        ],
    )
    write_gz(
        tmp_path / "wice-mini.jsonl.gz",
        [
            {"label": "supported", "claim": texts[0], "evidence": [texts[0]]},
            {"label": "not_supported", "claim": "Nobody sings.", "evidence": [texts[1]]},
        ],
    )
    common = ["--data", str(tmp_path), "--split", "mini", "--json"]
    found = {}
    for name in ("obliqa", "clapnq", "wice"):
        assert main(["external", name, *common]) == 0
        found[name] = json.loads(capsys.readouterr().out)
    assert found["obliqa"]["n"] == 3
    assert found["obliqa"]["systems"]["assistant"]["MAP@10"]["mean"] == 1.0
    assert found["clapnq"]["systems"]["assistant"]["AUROC"] == 1.0
    assert found["wice"]["systems"]["bag of words"]["AUROC"] == 1.0
    assert found["wice"]["systems"]["assistant"]["AUROC"] == 1.0
    assert main(["external", "obliqa", *common[:-1], "--limit", "1"]) == 0
    assert "1 questions" in capsys.readouterr().out


def test_thumbs_down_become_draft_rows(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    assert read_feedback(path) == ()
    for item in (
        Feedback("Who pays?", (), ("nato-wps-2024#para-1",), False, "wrong paragraph"),
        Feedback("Who pays?", (), ("nato-wps-2024#para-1",), False, "wrong paragraph"),
        Feedback("Good one", (), (), True),
        Feedback("And in Mars?", ("Who pays?",), (), False, "should have refused"),
    ):
        add_feedback(path, item)
    rows = gold_drafts(read_feedback(path))
    assert [(r["question"], r["gold"]) for r in rows] == [("Who pays?", None), ("And in Mars?", [])]
    out = tmp_path / "drafts.jsonl"
    write_drafts(rows, out)
    with pytest.raises(GoldError, match="row 1: field gold: Input should be"):
        read_gold(out)
    with pytest.raises(GoldError, match="is there already"):
        write_drafts(rows, out)
    text = out.read_text(encoding="utf-8").replace("null", '[["nato-wps-2024#para-2"]]')
    out.write_text(text, encoding="utf-8")
    assert len(read_gold(out)) == 2


def test_a_folder_that_cannot_be_written(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").mkdir()
    with pytest.raises(SettingsError, match="finished rows are kept"):
        ask_all("x", Fragile, read_gold(gold), "key", tmp_path, lambda *step: None)


def test_help_comes_before_the_libraries_that_measuring_needs() -> None:
    code = "import sys\nfrom evals.__main__ import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(shown.stdout.splitlines()[-1].split())
    assert "evals.commands" in loaded
    assert not loaded & {"numpy", "chromadb", "pypdf"}
