a=target; target=value; echo "${!a}"
arr=(x y z); r='arr[1]'; echo "${!r}"; r='arr[@]'; echo "${!r}"
pre_one=1; pre_two=2; echo ${!pre_*} "${!pre_@}"
set -- first second; n=2; echo "${!n}" "${!#}"
