package example

имя := 1
