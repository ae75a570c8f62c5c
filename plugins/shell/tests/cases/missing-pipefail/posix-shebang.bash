#!/bin/sh
set -e
a | b
