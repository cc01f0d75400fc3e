"""Permanent links: comes in: a quote, goes out: the address that opens its letter at the paragraph, words marked."""

from __future__ import annotations

from urllib.parse import quote as percent_encode
from urllib.parse import urlencode

from assistant.answer import Quote

MAX_WORDS_IN_LINK = 300
_END_CHARACTERS = 140


def quote_link(quote: Quote) -> str:
    """Return "/letters/<id>?para=<n>&words=<text>#p<n>"; a long quote is named by how it opens and closes.

    Words are matched, not offsets: a link kept from an older index still finds them, or says that it cannot.
    """
    address = f"/letters/{percent_encode(quote.place.letter_id, safe='')}"
    asked = {} if quote.place.paragraph is None else {"para": quote.place.paragraph}
    if len(quote.text) <= MAX_WORDS_IN_LINK:
        asked |= {"words": quote.text}
    else:
        asked |= {"words": quote.text[:_END_CHARACTERS], "to": quote.text[-_END_CHARACTERS:]}
    anchor = "" if quote.place.paragraph is None else f"#p{percent_encode(quote.place.paragraph, safe='')}"
    return f"{address}?{urlencode(asked)}{anchor}"
