package example

name := "alice
