"""What all tests share: texts that hypothesis makes up are the same in each run, so that a failure is a change's.

``--hypothesis-profile=long`` (``tox -e fuzz``) makes up new ones.
"""

import os
import tempfile

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)  # a busy machine is no failure
settings.load_profile("repeatable")

# Servers that tests start keep what they read of a made-up repository in no user's cache.
_cache = tempfile.TemporaryDirectory(prefix="spec-ls-cache-")
os.environ["XDG_CACHE_HOME"] = _cache.name
