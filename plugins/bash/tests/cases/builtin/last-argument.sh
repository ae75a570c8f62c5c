f() { echo "in [$_]"; :; }
echo seed; f call; echo "[$_]"; x=1; echo "[$_]"; declare d=two; echo "[$_]"; eval "echo three four"; echo "[$_]"
printf -vout '%s' x; echo "$out [$_]"; printf -x; echo $?; ls /dev/null; echo "[$_]"
