f=/path/to/file.tar.gz
echo "${f##*/}" "${f%/*}" "${f#*/}" "${f%%.*}" "${f%.*}" "${f##*.}"
x="aaabbb"; echo "${x#a*}" "${x##a*}" "${x%b*}" "${x%%b*}"
y='*star'; echo "${y#\*}" "${y#'*'}"
