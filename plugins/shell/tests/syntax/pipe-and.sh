a |& b
