"""QTI 1.2 as Canvas imports it: one assessment file and a manifest, feedback in `general_fb`."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from assistant.quiz.export.archive import archive
from assistant.quiz.export.shapes import explained, pairs
from assistant.quiz.items import TYPED, QuizItem

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_TYPES = {
    "multiple-answer": "multiple_answers_question",
    "true-false": "true_false_question",
    "cloze": "short_answer_question",
    "short-answer": "short_answer_question",
    "matching": "matching_question",
    "ordering": "matching_question",
}
_FILE = "quiz/quiz.xml"


def write(items: Sequence[QuizItem], title: str) -> bytes:
    root = etree.Element(f"{{{QTI}}}questestinterop", nsmap={None: QTI})
    assessment = _sub(root, "assessment", ident="quiz", title=title)
    section = _sub(assessment, "section", ident="root_section")
    for item in items:
        _item(section, item)
    return archive({"imsmanifest.xml": _bytes(_manifest()), _FILE: _bytes(root)})


def _item(section: etree._Element, item: QuizItem) -> None:
    element = _sub(section, "item", ident=item.id, title=item.stem[:80])
    fields = _sub(_sub(element, "itemmetadata"), "qtimetadata")
    for label, entry in (
        ("question_type", _TYPES.get(item.kind, "multiple_choice_question")),
        ("points_possible", "1"),
    ):
        field = _sub(fields, "qtimetadatafield")
        _sub(field, "fieldlabel").text = label
        _sub(field, "fieldentry").text = entry
    presentation = _sub(element, "presentation")
    _material(presentation, item.stem)
    processing = _sub(element, "resprocessing")
    _sub(
        _sub(processing, "outcomes"),
        "decvar",
        maxvalue="100",
        minvalue="0",
        varname="SCORE",
        vartype="Decimal",
    )
    shown = _sub(processing, "respcondition", **{"continue": "Yes"})
    _sub(_sub(shown, "conditionvar"), "other")
    _sub(shown, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    if item.kind in TYPED:
        _typed(presentation, processing, item)
    elif item.kind in ("matching", "ordering"):
        _matched(presentation, processing, item)
    else:
        _chosen(presentation, processing, item)
    _material(_sub(_sub(element, "itemfeedback", ident="general_fb"), "flow_mat"), explained(item))


def _chosen(presentation: etree._Element, processing: etree._Element, item: QuizItem) -> None:
    several = item.kind == "multiple-answer"
    _choices(presentation, "response1", "Multiple" if several else "Single", item.options)
    condition = _sub(processing, "respcondition", **{"continue": "No"})
    variables = _sub(condition, "conditionvar")
    if several:
        variables = _sub(variables, "and")
    for n, option in enumerate(item.options):
        if option in item.key:
            _sub(variables, "varequal", respident="response1").text = f"O{n}"
        elif several:
            _sub(_sub(variables, "not"), "varequal", respident="response1").text = f"O{n}"
    _sub(condition, "setvar", action="Set", varname="SCORE").text = "100"


def _typed(presentation: etree._Element, processing: etree._Element, item: QuizItem) -> None:
    response = _sub(presentation, "response_str", ident="response1", rcardinality="Single")
    _sub(_sub(response, "render_fib"), "response_label", ident="answer1")
    condition = _sub(processing, "respcondition", **{"continue": "No"})
    variables = _sub(condition, "conditionvar")
    for answer in item.key:
        _sub(variables, "varequal", respident="response1").text = answer
    _sub(condition, "setvar", action="Set", varname="SCORE").text = "100"


def _matched(presentation: etree._Element, processing: etree._Element, item: QuizItem) -> None:
    share = f"{100 / len(item.key):.2f}"
    for n, (prompt, option) in enumerate(pairs(item)):
        _choices(presentation, f"response_{n}", "Single", item.options, prompt)
        condition = _sub(processing, "respcondition")
        right = f"O{item.options.index(option)}"
        _sub(_sub(condition, "conditionvar"), "varequal", respident=f"response_{n}").text = right
        _sub(condition, "setvar", action="Add", varname="SCORE").text = share


def _choices(
    presentation: etree._Element, ident: str, cardinality: str, options: Sequence[str], prompt: str = ""
) -> None:
    response = _sub(presentation, "response_lid", ident=ident, rcardinality=cardinality)
    if prompt:
        _material(response, prompt)
    render = _sub(response, "render_choice")
    for n, option in enumerate(options):
        _material(_sub(render, "response_label", ident=f"O{n}"), option)


def _material(parent: etree._Element, text: str) -> None:
    _sub(_sub(parent, "material"), "mattext", texttype="text/plain").text = text


def _manifest() -> etree._Element:
    root = etree.Element(f"{{{CP}}}manifest", nsmap={None: CP}, attrib={"identifier": "quiz-package"})
    metadata = _sub(root, "metadata")
    _sub(metadata, "schema").text = "IMS Content"
    _sub(metadata, "schemaversion").text = "1.1.3"
    _sub(root, "organizations")
    resource = _sub(_sub(root, "resources"), "resource", identifier="quiz", type="imsqti_xmlv1p2")
    _sub(resource, "file", href=_FILE)
    return root


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attrib=attributes)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
