$ tar –x
