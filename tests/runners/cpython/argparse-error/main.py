import argparse

parser = argparse.ArgumentParser()
parser.add_argument("name")
parser.parse_args()
