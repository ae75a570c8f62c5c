false | true; echo $? "${PIPESTATUS[@]}"
true | false | true; echo "${PIPESTATUS[*]}"
set -o pipefail; false | true; echo $?; (exit 3) | (exit 4) | true; echo $?
yes | head -1; echo $? "${PIPESTATUS[@]}"
