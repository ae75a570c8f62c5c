echo first
if true; then
echo in
done
