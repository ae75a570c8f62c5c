package example

kind := input.import
