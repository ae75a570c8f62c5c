SELECT id FROM orders WEHRE id = 1 AND 2;
