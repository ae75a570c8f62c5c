for x
in a
do
:
done
