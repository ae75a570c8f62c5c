package example

greeting := $"hello {input.name}"
