diff <(sort a) <(sort b) > >(tee out)
