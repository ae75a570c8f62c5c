case a in a) case b in b) c ;; esac ;; esac
