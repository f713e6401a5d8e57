"""Small invented documents of many lay-outs, each written as a file with the truth beside it."""

from tests.ingest.lay_outs import acts, files, further, printed

DOCUMENTS = (
    acts.regulation,
    acts.assembly,
    printed.newsletter,
    acts.handbook,
    printed.turned,
    printed.unseen,
    acts.french_treaty,
    acts.two_pages,
    files.web_table,
    files.markdown,
    files.plain,
    files.word,
    printed.action_plan,
    acts.headings_only,
    further.french_resolution,
    further.lettered,
    further.inline_articles,
    further.minutes,
    further.law_page,
)
