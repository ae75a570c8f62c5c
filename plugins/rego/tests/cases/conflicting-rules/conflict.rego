package example

p contains 1

p := 2
