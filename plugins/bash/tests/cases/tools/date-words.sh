export TZ=UTC
for text in '15 january 2024' 'jan 15 2024' 'January 15, 2024 10:30' \
  '2024-01-15 tomorrow' '2024-01-15 yesterday' '2024-01-31 1 month' '2024-03-10 2 weeks ago' \
  '2024-01-15 next year' '2024-01-15 last month' '01/15/2024 17:05' '20240115' '2024-01-15 10:30:15 90 seconds' 'sometime'; do
  date -d "$text" '+%F %T' 2>&1
done
