"""Pages for a WSGI server, when live news run apart."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "classroom.settings")
application = get_wsgi_application()
gc.freeze()  # what was loaded stays: the collector need not walk through it again and again
