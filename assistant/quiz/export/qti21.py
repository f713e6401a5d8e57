"""QTI 2.1: a content package with a test and an item file each; feedback is shown after answering."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from assistant.quiz.export.archive import archive
from assistant.quiz.export.shapes import around_gap, explained
from assistant.quiz.items import CHOICES, GAP, TYPED, QuizItem

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_WHERE = {
    QTI: f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    CP: f"{CP} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
}


def write(items: Sequence[QuizItem], title: str) -> bytes:
    files = {f"items/{_name(i)}.xml": _bytes(_item(i)) for i in items}
    files["test.xml"] = _bytes(_test(items, title))
    return archive({"imsmanifest.xml": _bytes(_manifest(items)), **files})


def _name(item: QuizItem) -> str:
    return f"item-{item.id}"


def _item(item: QuizItem) -> etree._Element:
    root = _root(
        "assessmentItem",
        identifier=_name(item),
        title=item.stem[:120],
        adaptive="false",
        timeDependent="false",
    )
    cardinality = {"multiple-answer": "multiple", "matching": "multiple", "ordering": "ordered"}.get(
        item.kind, "single"
    )
    base = {"matching": "directedPair"}.get(item.kind, "string" if item.kind in TYPED else "identifier")
    response = _sub(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
    )
    right = _sub(response, "correctResponse")
    for value in _correct(item):
        _sub(right, "value").text = value
    if item.kind in TYPED:
        mapping = _sub(response, "mapping", defaultValue="0")
        for answer in item.key:
            _sub(mapping, "mapEntry", mapKey=answer, mappedValue="1", caseSensitive="false")
    _outcome(root, "SCORE", "float", "0")
    _outcome(root, "FEEDBACK", "identifier", "")
    _interaction(_sub(root, "itemBody"), item)
    _processing(root, item)
    feedback = _sub(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier="shown", showHide="show")
    feedback.text = explained(item)
    return root


def _correct(item: QuizItem) -> list[str]:
    if item.kind in TYPED:
        return [item.key[0]]
    chosen = [f"O{item.options.index(k)}" for k in item.key]
    return [f"P{n} {o}" for n, o in enumerate(chosen)] if item.kind == "matching" else chosen


def _interaction(body: etree._Element, item: QuizItem) -> None:
    if item.kind in TYPED:
        paragraph = _sub(body, "p")
        before, after = around_gap(item)
        paragraph.text = before if GAP in item.stem else f"{before} "
        entry = _sub(paragraph, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="40")
        entry.tail = after
    elif item.kind == "matching":
        match = _sub(
            body,
            "matchInteraction",
            responseIdentifier="RESPONSE",
            shuffle="true",
            maxAssociations=str(len(item.prompts)),
        )
        _sub(match, "prompt").text = item.stem
        for prefix, texts in (("P", item.prompts), ("O", item.options)):
            side = _sub(match, "simpleMatchSet")
            for n, text in enumerate(texts):
                _sub(side, "simpleAssociableChoice", identifier=f"{prefix}{n}", matchMax="1").text = text
    else:
        ordering = item.kind == "ordering"
        most = {"multiple-answer": {"maxChoices": "0"}, "ordering": {}}.get(item.kind, {"maxChoices": "1"})
        name = "orderInteraction" if ordering else "choiceInteraction"
        choice = _sub(
            body, name, responseIdentifier="RESPONSE", shuffle=str(item.kind in CHOICES).lower(), **most
        )
        _sub(choice, "prompt").text = item.stem
        for n, text in enumerate(item.options):
            _sub(choice, "simpleChoice", identifier=f"O{n}").text = text


def _processing(root: etree._Element, item: QuizItem) -> None:
    processing = _sub(root, "responseProcessing")
    if item.kind in TYPED:
        score = _sub(processing, "setOutcomeValue", identifier="SCORE")
        _sub(score, "mapResponse", identifier="RESPONSE")
    else:
        when = _sub(_sub(processing, "responseCondition"), "responseIf")
        match = _sub(when, "match")
        _sub(match, "variable", identifier="RESPONSE")
        _sub(match, "correct", identifier="RESPONSE")
        score = _sub(when, "setOutcomeValue", identifier="SCORE")
        _sub(score, "baseValue", baseType="float").text = "1"
    shown = _sub(processing, "setOutcomeValue", identifier="FEEDBACK")
    _sub(shown, "baseValue", baseType="identifier").text = "shown"


def _outcome(root: etree._Element, name: str, base: str, default: str) -> None:
    outcome = _sub(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=base)
    if default:
        _sub(_sub(outcome, "defaultValue"), "value").text = default


def _test(items: Sequence[QuizItem], title: str) -> etree._Element:
    root = _root("assessmentTest", identifier="quiz", title=title)
    part = _sub(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = _sub(part, "assessmentSection", identifier="section", title=title, visible="true")
    for item in items:
        _sub(section, "assessmentItemRef", identifier=_name(item), href=f"items/{_name(item)}.xml")
    return root


def _manifest(items: Sequence[QuizItem]) -> etree._Element:
    root = etree.Element(
        f"{{{CP}}}manifest", nsmap={None: CP}, attrib={"identifier": "quiz-package", _XSI: _WHERE[CP]}
    )
    metadata = _sub(root, "metadata")
    _sub(metadata, "schema").text = "QTIv2.1 Package"
    _sub(metadata, "schemaversion").text = "1.0.0"
    _sub(root, "organizations")
    resources = _sub(root, "resources")
    test = _sub(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    _sub(test, "file", href="test.xml")
    for item in items:
        _sub(test, "dependency", identifierref=_name(item))
    for item in items:
        href = f"items/{_name(item)}.xml"
        resource = _sub(resources, "resource", identifier=_name(item), type="imsqti_item_xmlv2p1", href=href)
        _sub(resource, "file", href=href)
    return root


def _root(name: str, **attributes: str) -> etree._Element:
    return etree.Element(f"{{{QTI}}}{name}", nsmap={None: QTI}, attrib={_XSI: _WHERE[QTI], **attributes})


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attrib=attributes)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
