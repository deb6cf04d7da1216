"""What all tests share: texts that hypothesis makes up are the same in each run, so that a failure is a change's.

``--hypothesis-profile=long`` (``tox -e fuzz``) makes up new ones.
"""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")
