case x of a) ;; esac
