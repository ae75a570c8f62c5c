echo $(echo a b) "$(printf 'x\n\n\n')" `echo back` "`echo \"q\"`" $(echo "$(echo nested)")
x=$(echo "a   b"); echo "$x"; echo $x
echo "$(echo ')')" $(case x in x) echo in-case;; esac)
