"""Quiz items, each traceable to its paragraph: drafted from the documents, checked, reviewed, exported."""
