package example

default allow := false

default allow := true
