TZ=UTC printf '%(%Y-%m-%d %H:%M:%S)T\n' 0
TZ=UTC printf '%(%F %T %j %a %b)T|\n' 1700000000
