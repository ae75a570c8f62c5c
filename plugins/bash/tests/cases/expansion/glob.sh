mkdir g; cd g; touch a.txt b.txt .hidden c.md 'sp ace.txt' d1 d2; mkdir sub; touch sub/x.txt
echo *.txt; echo *; echo .h*; echo ?1; echo [ab].txt [!ab]*; echo */*.txt nomatch*; echo "*.txt"
for f in *.txt; do echo "<$f>"; done
shopt -s nullglob; echo none* end; shopt -s dotglob; echo *; shopt -s globstar; echo **/*.txt
shopt -s extglob; echo !(*.txt) ; echo @(a|b).txt; echo +(d)[0-9]
x='*.md'; echo $x "$x"
set -f; echo *.txt
