trap '' TERM; kill $$; echo survived
trap -p; trap 'echo x' EXIT INT; trap
