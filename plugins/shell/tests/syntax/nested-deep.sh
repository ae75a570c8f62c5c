if a; then while b; do for c in d; do case e in f) { ( g ); } ;; esac; done; done; fi
