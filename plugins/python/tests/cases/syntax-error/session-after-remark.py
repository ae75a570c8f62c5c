# Python 3.8 and later

>>> total = (count := 3)
>>> count
3
>>> count :=
