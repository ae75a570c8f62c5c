import sys
sys.exit("could not start")
