SELECT id FROM `orders` WHERE id = ? LIMIT 1, 2;
PRAGMA table_info(orders);
