#! target=2.7
print "x"
