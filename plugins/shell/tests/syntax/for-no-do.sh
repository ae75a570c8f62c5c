for x in a; echo; done
