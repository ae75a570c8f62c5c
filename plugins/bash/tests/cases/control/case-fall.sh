case a in a) echo 1 ;& b) echo 2 ;; c) echo 3 ;; esac
case ab in a*) echo 1 ;;& *b) echo 2 ;;& c) echo 3 ;; *) echo 4 ;; esac
case x in y) echo n;; esac; echo $?
