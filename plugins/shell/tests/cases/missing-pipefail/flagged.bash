#!/bin/bash
set -e
if a | b; then :; fi
echo x | c
a | b || true
x=$(d | e)
f | g
h | i
