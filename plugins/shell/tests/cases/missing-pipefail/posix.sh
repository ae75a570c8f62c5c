set -e
a | b
