#!/usr/bin/env -S bash -eu
dump | gzip > f
