set -e
set -o pipefail
a | b
