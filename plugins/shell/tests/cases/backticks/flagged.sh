x=`date`
echo "today: `date +%F`" pre`a`post
echo `a \`b\`` `(a)`
