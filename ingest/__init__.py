"""Documents in: PDFs become paragraphs with their printed numbers, and paragraphs an index."""

import os

from ingest.offline import go_offline

go_offline()

# A question multiplies many small matrices: a second thread only waits for the first, and with eight
# visitors at once they all wait for each other. Read by numpy when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
