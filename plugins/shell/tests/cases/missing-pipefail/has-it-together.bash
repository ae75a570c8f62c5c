set -euxo pipefail
a | b
