echo; fi
