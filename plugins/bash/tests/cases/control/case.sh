for w in apple box 12 "" "a b" x.y; do
  case $w in
    a*e) echo "$w: a..e" ;;
    [0-9]*) echo "$w: digit" ;;
    "") echo empty ;;
    *" "*) echo space ;;
    b?x|c?x) echo "$w: box" ;;
    *) echo "$w: other" ;;
  esac
done
case x in (x) echo paren;; esac
case $((1+1)) in 2) echo two;; esac
