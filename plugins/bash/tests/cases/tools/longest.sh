echo foobar | grep -oE 'foo|foobar'; echo xabcabcdx | grep -oE 'abc|abcd|abcabc'
echo foobar | sed -E 's/foo|foobar/X/'; echo 'foobar foo' | sed 's/foo\|foobar/X/g'
echo foobar | awk '{ sub(/foo|foobar/, "X"); print; print match("foobar", /o|oo|ooba/), RLENGTH }'
[[ foobar =~ foo|foobar ]] && echo "${BASH_REMATCH[0]}"
[[ abcd =~ (a|ab)(c|bcd) ]] && echo "${BASH_REMATCH[0]}"
echo 'ab12' | grep -oE '[a-z]|[a-z]+|[a-z]+[0-9]'; echo 'x|y' | grep -oF 'x|y'; echo héhé | grep -oE 'h|hé|héh'
