"""Pages go over the wire gzipped; sheets and modules lie there gzipped already (app/base/assets.py)."""

import gzip

from flask import Response, request

LEVEL = 5
WORTH_IT = 1024
"""Bytes; what is shorter fits into one packet as it is."""


def zip_page(response: Response) -> Response:
    """Zip a page or a part for a browser that takes it. What has an ETag keeps it: it is a weak one."""
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    # An answer to HEAD would lose its length, and one that is zipped already needs no second coat.
    if request.method == "HEAD" or len(body) < WORTH_IT or "Content-Encoding" in response.headers:
        return response
    if request.accept_encodings.quality("gzip"):
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
