echo $ "$" $% a$
