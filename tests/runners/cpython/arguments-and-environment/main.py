import argparse
import os

parser = argparse.ArgumentParser()
parser.add_argument("name")
parser.add_argument("--times", type=int, default=1)
args = parser.parse_args()
print([args.name] * args.times, os.environ["MODE"], os.getenv("PATH"))
