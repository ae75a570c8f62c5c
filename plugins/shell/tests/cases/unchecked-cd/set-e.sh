#!/bin/sh
set -eu
cd x
make
