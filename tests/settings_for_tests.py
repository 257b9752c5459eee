"""The site's own settings, with a home that is gone when the tests end; DATABASE_URL chooses the database as ever."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="saferplan-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SAFERPLAN_HOME"] = _home

from saferplan.web.settings import *  # noqa: E402, F403 - the home must be named before the settings read it

# Tests sign in often; what is tested of passwords does not hang on how long a hash takes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
