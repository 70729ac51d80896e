"""Several papers as one file to print."""

from io import BytesIO

import pikepdf


def merged(files):
    """One PDF of these PDFs (bytes), in their order."""
    with pikepdf.new() as out:
        for data in files:
            with pikepdf.open(BytesIO(data)) as part:
                out.pages.extend(part.pages)

        done = BytesIO()
        out.save(done)
    return done.getvalue()
