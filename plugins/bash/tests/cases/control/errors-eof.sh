echo start
while true; do
  echo loop
