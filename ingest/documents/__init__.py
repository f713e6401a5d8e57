"""From files to paragraphs: manifest, PDF, cleaning, grammars, headnotes, page images."""
