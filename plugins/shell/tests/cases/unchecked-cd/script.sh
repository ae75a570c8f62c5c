#!/bin/sh
cd "$1"
f() {
  cd lib
  make
}
(cd sub; make)
cd a && make
cd b || exit 1
if cd c; then ls; fi
x=$(cd d; pwd)
cd ..
cd last
