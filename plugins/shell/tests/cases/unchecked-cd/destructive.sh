cd build
git clean -fd
cd after
make
