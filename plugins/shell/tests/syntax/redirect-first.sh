> out echo x
