"""Files of questions as people and programs make them: a bad row is an error row, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.commands.batch import run_batch
from assistant.commands.batch_rows import MOST_BYTES, read_rows
from ingest.errors import QuestionError

ASKED = "How often is the Policy reviewed?"
FINE = json.dumps({"id": "fine", "question": ASKED})
BAD = {  # bytes of a line: the id of its error row, the number of the line if it has none
    rb'{"id":"\ud800","question":"Why?"}': 1,
    b'{"id":"big","question":"Why?","n":' + b"9" * 5000 + b"}": "big",
    b'{"id":"deep","question":"Why?","n":' + b"[" * 100_000 + b"]" * 100_000 + b"}": 1,
    rb'{"id":"h","question":"and?","history":[{"question":"\ud800"}]}': "h",
    b'{"id":NaN,"question":"Why?"}': 1,
    b'{"id":"i","question":"Why?","n":-Infinity}': "i",
    b'{"id":1e999,"question":"Why?"}': 1,
    b'{"id":"n","question":null}': "n",
    b'{"id":"l","question":["Why?"]}': "l",
    b'{"id":"d","question":"Why?","documents":[5]}': "d",
    b'{"id":"d","question":"Why?","documents":"unscr-1"}': "d",
    b'{"id":"t","question":"Why?","history":{"question":"x"}}': "t",
    b'{"id":{"a":1},"question":"Why?"}': 1,
    b"[1,2]": 1,
    b"null": 1,
    b"nonsense": 1,
    b'{"id":"u","question":"\xff"}': 1,
    b'{"id":"long","question":"' + b"a" * MOST_BYTES + b'"}': 1,
}


def strict(line: str) -> dict[str, object]:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    found = json.loads(line, parse_constant=refuse)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("line", BAD, ids=lambda line: repr(line[:40]))
def test_a_bad_row_is_an_error_row_and_the_next_is_answered(
    line: bytes, assistant: Assistant, tmp_path: Path
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\r\n" + FINE.encode() + b"\r\n")
    assert run_batch(source, target, assistant, lambda *step: None) == (1, 1)
    bad, fine = map(strict, target.read_text(encoding="utf-8").splitlines())
    assert (bad["status"], bad["id"]) == ("error", BAD[line])
    assert str(bad["reason"]).startswith("row 1: ")
    assert len(str(bad["reason"])) < 300
    assert (fine["status"], fine["id"]) == ("answer", "fine")


def test_null_is_left_out_and_one_document_may_be_a_text(assistant: Assistant, tmp_path: Path) -> None:
    rows = [
        {"question": ASKED, "documents": None, "history": None},
        {"id": None, "question": ASKED, "documents": "nato-wps-2024"},
        {"id": 7, "question": ASKED, "documents": ["unscr-1325"]},
    ]
    source, target = tmp_path / "in.json", tmp_path / "out.jsonl"
    source.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    run_batch(source, target, assistant, lambda *step: None)
    out = [strict(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [(r["id"], r["status"]) for r in out] == [(1, "answer"), (2, "answer"), (7, "refusal")]


def test_csv_is_read(assistant: Assistant, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_bytes(
        '\ufeffid,question,documents\r\na,"How often is the Policy reviewed, please?",\r\n\r\n'
        f"b,{ASKED},nato-wps-2024 unscr-1325\r\nc,too,many,columns\r\n".encode()
        + b"d,\xff,\r\n"
    )
    assert run_batch(source, target, assistant, lambda *step: None) == (2, 2)
    out = [strict(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [(r["id"], r["status"]) for r in out] == [
        ("a", "answer"),
        ("b", "answer"),
        (5, "error"),
        (6, "error"),
    ]


def test_semicolons_part_columns_too(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("ID;Question\n1;Who, and when?\n", encoding="utf-8")
    assert [(r.id, r.fields["question"]) for r in read_rows(source)] == [("1", "Who, and when?")]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("in.csv", b"a,b\n1,2\n", "first line must name the columns: id,question"),
        ("in.jsonl", "{}".encode("utf-16"), "save it as UTF-8"),
    ],
)
def test_what_is_no_file_of_questions_is_told(name: str, data: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(QuestionError, match=told):
        read_rows(tmp_path / name)


def test_what_is_done_is_kept_when_the_run_is_interrupted(assistant: Assistant, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f"{FINE}\n" * 5, encoding="utf-8")
    steps: list[int] = []

    def stopped_at_the_second(label: str, done: int, total: int) -> None:
        steps.append(done)
        if len(steps) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(source, target, assistant, stopped_at_the_second)
    out = [strict(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [r["status"] for r in out] == ["answer", "answer"]


def test_the_questions_are_not_written_over(assistant: Assistant, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(FINE, encoding="utf-8")
    with pytest.raises(QuestionError, match="name another"):
        run_batch(source, source, assistant, lambda *step: None)
    assert source.read_text(encoding="utf-8") == FINE
