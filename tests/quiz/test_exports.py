"""Every format is read back by a reader that is not ours."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition
from docx import Document
from lxml import etree
from moodle_xml_parser.parser import parse_bytes
from onyx2moodle.parser import parse_item
from openpyxl import load_workbook
from pypdf import PdfReader
from qti_convert import read_package, upgrade_package_files
from ua_exam.gift_parser import parse_gift_content

from assistant.quiz.export import FORMATS, export
from assistant.quiz.export.kahoot import misfit
from assistant.quiz.items import CHOICES, OptionFeedback, QuizItem
from ingest.errors import SettingsError
from ingest.json_values import from_row
from tests.quiz.quizzes import ITEMS

ALWAYS = ImportAnkiPackageUpdateCondition.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS
BY_KIND = {i.kind: i for i in ITEMS}
TITLE = "A quiz: with / marks"


def written(name: str) -> bytes:
    return export(ITEMS, name, TITLE).data


def flat(text: str) -> str:
    return " ".join(text.split())


def test_moodle_xml() -> None:
    found = parse_bytes(written("moodle"))
    choices = {q.name.split()[0]: q for q in found["multichoice"]}
    assert set(choices) == {i.id for i in ITEMS if i.kind in (*CHOICES, "multiple-answer")}
    for item in (BY_KIND["multiple-choice"], BY_KIND["which-says"]):
        question = choices[item.id]
        assert question.single
        right = [o.answer for o in question.options if o.score_fraction == 100]
        assert [paragraph_text(o) for o in right] == [flat(item.key[0])]
        assert len(question.options) == 4
    several = choices[BY_KIND["multiple-answer"].id]
    assert not several.single
    assert sum(o.score_fraction for o in several.options if o.score_fraction > 0) == pytest.approx(
        100, abs=0.01
    )
    assert several.general_feedback is not None
    assert "NATO WPS Policy (2024), para. 54, p. 17" in several.general_feedback
    (cloze,) = found["cloze"]
    assert "ten \\~ \\= \\# \\{" in cloze.text_pre_parse


def paragraph_text(fragment: str) -> str:
    """The reader has unescaped it once already."""
    return flat(fragment.removeprefix("<p>").removesuffix("</p>"))


def html_text(fragment: str) -> str:
    return flat("".join(etree.HTML(fragment).itertext()))


def test_moodle_xml_types_and_ids() -> None:
    root = etree.fromstring(written("moodle"))
    types = Counter(q.get("type") for q in root)
    assert types == {
        "category": 1,
        "multichoice": 3,
        "truefalse": 1,
        "cloze": 1,
        "shortanswer": 1,
        "matching": 2,
    }
    assert [e.text for e in root.iter("idnumber")] == [i.id for i in ITEMS]
    (order,) = [q for q in root if q.findtext("idnumber") == BY_KIND["ordering"].id]
    subs = [(html_text(s.findtext("text")), s.findtext("answer/text")) for s in order.iter("subquestion")]
    assert subs == [("First", "a"), ("Second", "b"), ("Third", "c"), ("Fourth", "d")]
    told = {q.findtext("idnumber"): q.findtext("generalfeedback/text") for q in root}
    for item in ITEMS:  # of every kind; the reader above sees two of them
        assert html_text(told[item.id]) == flat(item.feedback)
    (short,) = [q for q in root if q.get("type") == "shortanswer"]
    assert [a.findtext("text") for a in short.iter("answer")] == ["CSAP", "csap"]
    assert {a.get("fraction") for a in short.iter("answer")} == {"100"}
    (false,) = [q for q in root if q.get("type") == "truefalse"]
    assert {a.findtext("text"): a.get("fraction") for a in false.iter("answer")} == {
        "true": "0",
        "false": "100",
    }


def test_gift() -> None:
    found = {q["title"]: q for q in parse_gift_content(written("gift").decode())}
    assert set(found) == {i.id for i in ITEMS}
    for item in ITEMS:
        stem = item.stem.partition("_____")[0]
        assert html.unescape(stem).strip() in flat(str(found[item.id]["text"]))
    for kind in (*CHOICES, "multiple-answer"):
        item = BY_KIND[kind]
        options = {o["text"]: o["is_correct"] for o in found[item.id]["options"]}
        assert options == {html.unescape(o): o in item.key for o in item.options}
    assert found[BY_KIND["true-false"].id]["type"] == "true_false"
    assert "33.33333" in written("gift").decode()


def test_gift_by_the_format_s_own_grammar(tmp_path: Path) -> None:
    """gift-pegjs, a JavaScript parser (`npm install --prefix FOLDER gift-pegjs`, FOLDER in WPS_NODE), tells
    all kinds apart, which the Python reader does not.
    """
    node, folder = shutil.which("node"), os.environ.get("WPS_NODE", "")
    if not node or not (Path(folder) / "node_modules" / "gift-pegjs").is_dir():
        pytest.skip("gift-pegjs is not installed; name its folder in WPS_NODE")
    (tmp_path / "quiz.gift").write_bytes(written("gift"))
    script = (
        "import { createRequire } from 'module'; import { readFileSync } from 'fs';"
        "const { parse } = createRequire(process.argv[1] + '/')('gift-pegjs');"
        "console.log(JSON.stringify(parse(readFileSync(process.argv[2], 'utf8'))));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", script, folder, str(tmp_path / "quiz.gift")],
        capture_output=True,
        text=True,
        check=True,
    )
    category, *questions = json.loads(done.stdout)
    assert category["type"] == "Category"
    types = {
        "true-false": "TF",
        "cloze": "Short",
        "short-answer": "Short",
        "matching": "Matching",
        "ordering": "Matching",
    }
    assert [q["type"] for q in questions] == [types.get(i.kind, "MC") for i in ITEMS]
    for item, question in zip(ITEMS, questions, strict=True):
        assert (question["title"], question["globalFeedback"]["text"]) == (item.id, flat(item.feedback))
        assert flat(question["stem"]["text"]) == flat(item.stem)
    by_kind = {i.kind: q for i, q in zip(ITEMS, questions, strict=True)}
    assert by_kind["true-false"]["isTrue"] is False
    for kind in ("cloze", "short-answer"):
        assert [flat(c["text"]["text"]) for c in by_kind[kind]["choices"]] == [
            flat(k) for k in BY_KIND[kind].key
        ]
    pairs = [
        (p["subquestion"]["text"], re.sub(r"&&(\d{3});", lambda m: chr(int(m[1])), p["subanswer"]))
        for p in by_kind["matching"]["matchPairs"]
    ]  # the parser leaves what was escaped in these as numbers
    assert pairs == list(zip(BY_KIND["matching"].prompts, BY_KIND["matching"].key, strict=True))
    right = [c["text"]["text"] for c in by_kind["multiple-choice"]["choices"] if c["isCorrect"]]
    assert right == [flat(BY_KIND["multiple-choice"].key[0])]


def test_gift_has_reason_and_citation_in_every_item() -> None:
    blocks = written("gift").decode().split("\n\n")[2:]
    for item, block in zip(ITEMS, blocks, strict=True):
        _, _, feedback = block.partition("####")
        assert re.sub(r"\\([~=#{}:\\])", r"\1", feedback).startswith(flat(item.feedback))


NOTE = "Another document says so: a = b {x} (see S/RES/1889 (2009), para. 9)."


def noted() -> QuizItem:
    """A choice of four whose third option, a wrong one, is explained."""
    item = BY_KIND["multiple-choice"]
    return replace(item, option_feedback=(OptionFeedback(item.distractors[1], NOTE),))


def test_moodle_and_gift_explain_a_wrong_option_to_whoever_chose_it() -> None:
    item = noted()
    answers = etree.fromstring(export([item], "moodle").data).iter("answer")
    told = {
        html_text(a.findtext("text")): html_text(a.findtext("feedback/text") or "<p></p>") for a in answers
    }
    assert {text for text, note in told.items() if note} == {flat(item.distractors[1])}
    assert told[flat(item.distractors[1])] == NOTE
    lines = export([item], "gift").data.decode().split("\n")
    (line,) = (x for x in lines if x.startswith("~") and "S/RES/1889" in x)
    assert re.sub(r"\\([~=#{}:\\])", r"\1", line) == f"~{flat(item.distractors[1])}#{NOTE}"


@pytest.mark.parametrize("name", ["qti21", "qti12"])
def test_packages_explain_wrong_options_after_answering(name: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(export([noted()], name).data))
    texts = " ".join(html.unescape(package.read(n).decode()) for n in package.namelist())
    assert f"”: {NOTE}" in texts


def test_key_and_cards_explain_wrong_options(tmp_path: Path) -> None:
    word = "\n".join(p.text for p in Document(io.BytesIO(export([noted()], "docx-key").data)).paragraphs)
    assert f"”: {NOTE}" in word
    assert NOTE not in "\n".join(
        p.text for p in Document(io.BytesIO(export([noted()], "docx").data)).paragraphs
    )
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        import_deck(collection, tmp_path, [noted()])
        (card,) = collection.find_notes("")
        assert NOTE in collection.get_note(card)["Why"]
    finally:
        collection.close()


def test_ill_formed_items_are_left_out_with_the_reason() -> None:
    """From a bank of an earlier version; they used to break the writer."""
    bad = replace(BY_KIND["which-says"], id="bad", key=("R9",))
    for name in FORMATS:
        done = export([BY_KIND["which-says"], bad], name)
        assert (done.count, [r.item.id for r in done.left_out]) == (1, ["bad"])
        assert "key must be among them" in done.told(name)


def test_qti21(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(written("qti21"))) as package:
        assert package.namelist()[0] == "imsmanifest.xml"
        package.extractall(tmp_path)
    parsed = {i.id: parse_item(tmp_path / "items" / f"item-{i.id}.xml") for i in ITEMS}
    kinds = {i.kind: [x.kind for x in parsed[i.id].interactions] for i in ITEMS}
    assert kinds["matching"] == ["match"]
    assert kinds["cloze"] == kinds["short-answer"] == ["textEntry"]
    for item in ITEMS:
        response = parsed[item.id].response_decls["RESPONSE"]
        if item.kind in (*CHOICES, "multiple-answer", "true-false"):
            (interaction,) = parsed[item.id].interactions
            texts = {c.identifier: c.html for c in interaction.choices}
            assert [flat(texts[v]) for v in response.correct_values] == [flat(k) for k in item.key]
        elif item.kind == "matching":
            (interaction,) = parsed[item.id].interactions
            left = {c.identifier: html_text(c.html) for c in interaction.match_sources}
            right = {c.identifier: html_text(c.html) for c in interaction.match_targets}
            pairs = [tuple(v.split()) for v in response.correct_values]
            assert [(left[a], right[b]) for a, b in pairs] == list(zip(item.prompts, item.key, strict=True))
        elif item.kind == "cloze":
            assert response.mapping == dict.fromkeys(item.key, 1.0)
        assert "para. 54, p. 17" in parsed[item.id].feedback[0].html


def test_qti21_package_becomes_qti3() -> None:
    """A converter that somebody else wrote takes the whole package: manifest, test and every item."""
    files = upgrade_package_files(read_package(written("qti21"))).files
    texts = {name: as_text(data) for name, data in files.items()}
    assert "qti-assessment-test" in texts["test.xml"]
    items = [text for name, text in texts.items() if name.startswith("items/")]
    assert len(items) == len(ITEMS)
    order = texts[f"items/item-{BY_KIND['ordering'].id}.xml"]
    assert "qti-order-interaction" in order
    assert sum("qti-choice-interaction" in text for text in items) == 4
    assert len(re.findall("imsqti_item_xmlv3p0", texts["imsmanifest.xml"])) == len(ITEMS)


def as_text(data: object) -> str:
    return data.decode() if isinstance(data, bytes) else str(data)


def test_qti12() -> None:
    with zipfile.ZipFile(io.BytesIO(written("qti12"))) as package:
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        href = manifest.find(".//{*}file").get("href")
        root = etree.fromstring(package.read(href))
    types = [e.getnext().text for e in root.iter("{*}fieldlabel") if e.text == "question_type"]
    assert types == [
        "multiple_choice_question",
        "multiple_answers_question",
        "true_false_question",
        "short_answer_question",
        "short_answer_question",
        "matching_question",
        "matching_question",
        "multiple_choice_question",
    ]
    for item, element in zip(ITEMS, root.iter("{*}item"), strict=True):
        assert element.get("ident") == item.id
        assert "para. 54, p. 17" in element.find(".//{*}itemfeedback//{*}mattext").text
        labels = {x.get("ident"): x.findtext(".//{*}mattext") for x in element.iter("{*}response_label")}
        right = [x.text for x in element.iter("{*}varequal") if x.getparent().tag.split("}")[1] != "not"]
        expected = item.key if item.kind != "true-false" else ("False",)
        assert [labels.get(x) or x for x in right] == list(expected)


def test_anki_imports_and_updates(tmp_path: Path) -> None:
    """The real Anki imports the deck; importing an edited deck updates notes instead of adding."""
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        import_deck(collection, tmp_path, ITEMS)
        ids = collection.find_notes("")
        assert len(ids) == len(ITEMS)
        notes = {collection.get_note(i)["Id"]: collection.get_note(i) for i in ids}
        note = notes[BY_KIND["which-says"].id]
        assert note["Answer"] == "R3"
        assert note["Source"] == "NATO WPS Policy (2024), para. 54, p. 17"
        assert "&lt;b&gt;" in note["Why"]
        time.sleep(1.1)  # a change is told by its second
        changed = [replace(i, stem=f"{i.stem} (edited)") for i in ITEMS]
        import_deck(collection, tmp_path, changed)
        again = collection.find_notes("")
        assert sorted(again) == sorted(ids)
        assert all("(edited)" in collection.get_note(i)["Question"] for i in again)
    finally:
        collection.close()


def import_deck(collection: Collection, folder: Path, items: Sequence[QuizItem]) -> None:
    path = folder / "deck.apkg"
    path.write_bytes(export(items, "anki", TITLE).data)
    always = ImportAnkiPackageOptions(update_notes=ALWAYS, update_notetypes=ALWAYS)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=always))


def test_kahoot_holds_what_fits_and_cuts_nothing() -> None:
    long = replace(BY_KIND["which-says"], id="long", stem="x" * 121)
    wide = replace(BY_KIND["which-says"], id="wide", options=("y" * 76, "R2", "R3", "R4"))
    done = export([*ITEMS, long, wide], "kahoot")
    why = {r.item.id: r.reason for r in done.left_out}
    assert why["long"] == "with a question of more than 120 characters"
    assert why["wide"] == "with an answer of more than 75 characters"
    assert why[BY_KIND["cloze"].id] == "of a kind it does not have (cloze)"
    assert why[BY_KIND["multiple-answer"].id] == "with more than 4 answers"
    told = done.told("kahoot")
    assert told.startswith(f"{len(why)} items cannot be held by kahoot and are left out (")
    assert "1 with a question of more than 120 characters" in told
    assert export(ITEMS, "csv").told("csv") == ""
    sheet = load_workbook(io.BytesIO(done.data)).active
    rows = [r for r in sheet.iter_rows(min_row=9, values_only=True) if r[1]]
    assert [r[1] for r in rows] == [i.stem for i in ITEMS if not misfit(i)]
    first = next(r for r in rows if r[1] == BY_KIND["multiple-choice"].stem)
    assert first[2:6] == BY_KIND["multiple-choice"].options
    assert first[7] == "2"
    assert [r[8] for r in rows] == [i.feedback for i in ITEMS if not misfit(i)]
    assert sheet.cell(9, 5).data_type == "s", "=three is text, not a formula"


def test_tables_and_cards() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8-sig"))))
    assert [r["id"] for r in rows] == [i.id for i in ITEMS]
    assert rows[0]["locator"] == "nato-wps-2024#para-54"
    assert [r["feedback"] for r in rows] == [i.feedback for i in ITEMS]
    assert all("p. 17" in r["feedback"] for r in rows)
    cards = [line.split("\t") for line in written("quizlet").decode().splitlines()]
    assert len(cards) == len(ITEMS)
    assert all(len(card) == 2 and "para. 54, p. 17" in card[1] for card in cards)
    data = json.loads(written("json"))
    assert tuple(from_row(QuizItem, row) for row in data["items"]) == ITEMS


def test_aiken() -> None:
    """As Moodle reads it: a line of question, lettered options, ANSWER and the letter."""
    done = export(ITEMS, "aiken")
    blocks = done.data.decode().strip().split("\n\n")
    held = [i for i in ITEMS if i.kind in (*CHOICES, "true-false")]
    assert len(blocks) == len(held) == done.count
    for block, item in zip(blocks, held, strict=True):
        stem, *options, answer = block.split("\n")
        assert stem == flat(item.stem)
        letters = {line[0]: line[3:] for line in options}
        assert letters[answer.removeprefix("ANSWER: ")] == flat(item.key[0])


@pytest.mark.parametrize("key", [False, True])
def test_hand_outs(key: bool) -> None:
    name = "-key" if key else ""
    word = "\n".join(p.text for p in Document(io.BytesIO(written(f"docx{name}"))).paragraphs)
    pages = PdfReader(io.BytesIO(written(f"pdf{name}"))).pages
    pdf = flat(" ".join(page.extract_text() for page in pages))
    for text in (word, pdf):
        assert "8. Which says so?" in text
        assert "C) R3" in text
        assert ("NATO WPS Policy (2024), para. 54, p. 17" in text) is key
        assert ("Correct: so." in text) is key


def test_same_items_same_bytes() -> None:
    for name in FORMATS:
        if name not in ("anki", "kahoot", "docx", "docx-key"):  # their libraries write the time
            assert written(name) == written(name), name


def test_unknown_formats_are_named() -> None:
    with pytest.raises(SettingsError, match="known: moodle, gift, qti21"):
        export(ITEMS, "scorm")
    with pytest.raises(SettingsError, match="can hold none of the 1 items"):
        export([BY_KIND["cloze"]], "aiken")
