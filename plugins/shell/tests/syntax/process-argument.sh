run --file=<(echo x)
