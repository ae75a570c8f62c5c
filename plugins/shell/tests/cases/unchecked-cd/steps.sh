cd project
make
cd docs
rm -f /tmp/x
