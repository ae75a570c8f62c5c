#!/bin/bash
set -o errexit
cd x
make
