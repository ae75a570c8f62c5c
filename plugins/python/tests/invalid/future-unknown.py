from __future__ import patience
