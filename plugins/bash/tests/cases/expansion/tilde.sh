HOME=/home/me
echo ~ ~/x "~" \~ a~ ~nosuchuser/x
p=~/bin:~/lib; echo "$p"
x=~; echo $x; echo x=~
