s="hello World"
echo "${s^}" "${s^^}" "${s,}" "${s,,}" "${s~~}" "${s^^[lo]}"
a=(one two); echo "${a[@]^}"
