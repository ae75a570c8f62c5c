set -eo pipefail
false | true || echo caught
echo x | grep y
echo never
