echo “a b” ‘c’ –help —v a–b don’t
echo x foo bar
