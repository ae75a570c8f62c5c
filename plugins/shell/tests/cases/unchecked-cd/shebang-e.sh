#!/bin/bash -e
cd x
make
