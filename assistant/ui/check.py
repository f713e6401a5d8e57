"""The Check tab: a draft's quotations and references against the documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import gradio as gr
from markupsafe import Markup

from assistant.check.draft import FORMATS, checked_length, read_draft
from assistant.check.finding import WELL, Finding, Status, corrected
from assistant.check.findings import findings_markdown, shortened, tally
from assistant.ui.events import SAVE_JS, download, drawn, hidden_text, on, show_warning, visitor
from assistant.ui.rendering import render
from assistant.ui.shared import SharedState
from ingest.errors import PolicyAssistantError
from ingest.types import Locator

CLASSES: dict[Status, str] = {
    "exact": "exact",
    "reference fits": "exact",
    "altered": "altered",
    "not supported": "altered",
    "unclosed quotation": "altered",
    "wrong paragraph": "wrong",
    "not in the corpus": "absent",
    "claim without citation": "uncited",
}
CheckedDraft = tuple[str, str, tuple[Finding, ...]]  # the draft, its name, what was found


class CheckTab:
    """The tab's components; `wire` gives them their events."""

    def __init__(self, shared: SharedState) -> None:
        self.shared = shared
        self.checked = gr.State(("", "", ()))
        self.older = gr.State("")  # what was in the box when the file was chosen
        drawn(render("room.html", heading="page_check_heading", lead="page_check_lead"), "pa-check-h")
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=300, elem_classes="pa-noprint"):
                self.box = gr.Textbox(
                    label="Your draft",
                    lines=14,
                    max_lines=30,
                    elem_id="pa-draft",
                    placeholder="Paste a text with quotations and paragraph references",
                )
                self.upload = gr.File(
                    label="or a file: Markdown, plain text, DOCX, PDF", file_types=list(FORMATS), height=160
                )
                self.start = gr.Button("Check the draft", variant="primary")
            with gr.Column(scale=6, min_width=300):
                self.found = drawn(
                    "<div class='pa-findings'><h2>Findings</h2><p class='pa-hint'>Each quotation and "
                    "paragraph reference is compared with the documents. For claims without a citation, "
                    "one is suggested.</p></div>",
                    elem_id="pa-findings",
                )
                with gr.Row(elem_classes="pa-noprint"):
                    self.corrected = gr.Button("Download corrected text", size="sm")
                    self.report = gr.Button("Download report", size="sm")
        self.file = hidden_text()

    def wire(self) -> None:
        on(self.upload.upload, lambda typed: typed, [self.box], [self.older])
        given = [self.box, self.upload, self.older]
        on(self.start.click, self.check, given, [self.found, self.checked])
        for button, fn in ((self.corrected, self.text), (self.report, self.reported)):
            on(on(button.click, fn, [self.checked], [self.file]).then, None, [self.file], [], js=SAVE_JS)

    def check(
        self, typed: str, upload: str | None, older: str, request: gr.Request | None
    ) -> tuple[str, CheckedDraft]:
        """Findings of the text or the file, whichever came last; says which if both are there."""
        chosen = upload if typed == older or not typed.strip() else None
        try:
            self.shared.admit(visitor(request))
            name = Path(chosen).name if chosen else "draft.txt"
            draft = checked_length(read_draft(Path(chosen)) if chosen else typed, name)
            findings = self.shared.checker.check(draft)
        except PolicyAssistantError as error:
            show_warning(error)
            return Markup("<p class='pa-refusal'>{}</p>").format(error), ("", "", ())
        source = f"Checked: the file {name}" if chosen else ""
        if upload and typed.strip():
            text, file = "the text in the box", f"the file {Path(upload).name}"
            source = f"Checked: {file}, not {text}" if chosen else f"Checked: {text}, not {file}"
        return findings_html(self.shared, findings, draft, source), (draft, name, findings)

    def text(self, checked: CheckedDraft) -> str:
        draft, name, findings = checked
        if not draft:
            gr.Info("Check a draft first.")
            return ""
        suffix = ".md" if name.endswith(".md") else ".txt"
        return download(f"corrected{suffix}", "text/plain", corrected(draft, findings).encode())

    def reported(self, checked: CheckedDraft) -> str:
        draft, name, findings = checked
        if not draft:
            gr.Info("Check a draft first.")
            return ""
        marking = self.shared.settings.classification
        report = findings_markdown(findings, draft, self.shared.assistant.library, name, marking)
        return download("report.md", "text/markdown", report.encode())


def findings_html(shared: SharedState, findings: Sequence[Finding], draft: str, source: str = "") -> Markup:
    """Draw counts and findings in the order of the draft, and the ``source`` of it if that is not plain."""
    rows = [(f, shortened(f.text), _tops(f.cited), _tops(_right(f))) for f in findings]
    return render(
        "findings.html",
        rows=rows,
        draft=draft,
        source=source,
        counted=tally(findings),
        classes=CLASSES,
        library=shared.library,
    )


def _right(finding: Finding) -> tuple[Locator, ...]:
    """Paragraphs that would be right, unless those cited are."""
    return () if finding.right == finding.cited or finding.status in WELL else finding.right


def _tops(locators: Sequence[Locator]) -> list[Locator]:
    """Of a paragraph with many items only the paragraph itself."""
    return [x for x in locators if x.parent not in locators]
