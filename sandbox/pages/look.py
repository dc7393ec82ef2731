# SPDX-License-Identifier: LGPL-3.0-or-later
"""How a merchant wants its page to look, and what the browser may load for it."""

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# Where the page goes in a merchant's own template [ADV 8.2].
PAYMENT_ZONE = "$$$PAYMENT ZONE$$$"


def origin_of(url: str) -> str:
    """Return scheme and host of a web address, which a policy names."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(url)) if url else ""


@dataclass(frozen=True)
class Look:
    """How a page looks; by default as the platform makes it.

    :ivar rules: Style rules; whoever writes them puts only checked values into them.
    :ivar logo: Address of a picture.
    :ivar phone: Whether it is the page for phones, on whatever screen.
    :ivar template: The merchant's own page, with :data:`PAYMENT_ZONE` in it.
    :ivar template_url: Where it came from.
    :ivar nonce: What makes the browser believe that ``rules`` are ours.
    """

    title: str = ""
    rules: str = ""
    logo: str = ""
    phone: bool = False
    template: str = ""
    template_url: str = ""
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def frame(self) -> str:
        """The template around the page."""
        return "zone.html" if self.template else "shopper.html"

    def framed(self, html: str) -> str:
        """Return a page put into the merchant's own, if there is one."""
        return self.template.replace(PAYMENT_ZONE, html) if self.template else html

    @property
    def policy(self) -> str:
        """The Content-Security-Policy: never a script, whoever wrote it.

        No form-action: browsers apply it to the redirect back to the shop as well.
        """
        host = origin_of(self.template_url)
        style = f"'unsafe-inline' {host}" if self.template else f"'nonce-{self.nonce}'"
        pictures = {host, origin_of(self.logo)} - {""}
        parts = (
            "default-src 'none'",
            f"style-src 'self' {style}",
            " ".join(["img-src 'self'", *sorted(pictures)]),
            f"font-src {host}" if self.template else "",
            "base-uri 'none'",
        )
        return "; ".join(part for part in parts if part)
