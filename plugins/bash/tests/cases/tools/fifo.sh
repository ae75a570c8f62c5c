mkfifo p; (echo through > p) & cat p; wait; echo done
