x=$(exit 3); echo $?
local_test() { local y=$(exit 4); echo $?; }; local_test
echo $(exit 5) $?
y=$(false) || echo failed
