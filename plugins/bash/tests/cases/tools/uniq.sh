printf 'a\na\nb\na\nA\n' > f; uniq f; uniq -c f; uniq -d f; uniq -u f; uniq -i f; sort f | uniq -c | sort -rn
