"""HTTP to servers on this machine, which have no certificates.

For each new client, httpx reads those of the whole world, which takes as long as many a test.
"""

from __future__ import annotations

import ssl

NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What `httpx` is given as `verify`."""
