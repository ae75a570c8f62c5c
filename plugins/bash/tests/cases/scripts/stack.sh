stack=(); push() { stack+=("$1"); }; pop() { [ ${#stack[@]} -eq 0 ] && { echo empty >&2; return 1; }; top=${stack[-1]}; unset 'stack[-1]'; }
push a; push "b c"; pop; echo "$top"; pop; echo "$top"; pop; echo $?
