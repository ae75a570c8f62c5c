seq 3; seq 2 4; seq 1 2 7; seq 3 -1 1; seq -s, 3; seq -w 8 10; seq 0.5 0.5 2; seq -f '%03g' 2; seq 5 1; seq; echo $?; seq a; echo $?; seq 1 0.25 2
