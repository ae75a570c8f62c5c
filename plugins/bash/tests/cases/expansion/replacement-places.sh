x=banana
echo "${x/a/o}" "${x//a/o}" "${x/#b/B}" "${x/%a/A}" "${x/na}" "${x//an}" "${x/#x/y}"
