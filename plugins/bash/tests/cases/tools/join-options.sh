printf 'a:1:x\nb:2:y\nd:4:z\n' > left
printf 'p:a:7\nq:c:8\nr:d:9\n' > right
join -t: -1 1 -2 2 left right
join -t: -2 2 -v1 left right
join -t: -2 2 -v2 left right
join -t: -2 2 -a1 -a2 -e none -o 0,1.2,2.3 left right
join -t: -2 2 -a1 left right
printf 'a 1\na 2\nb 3\n' > many
printf 'a x\na y\n' > more
join many more
join many nosuch; echo $?
