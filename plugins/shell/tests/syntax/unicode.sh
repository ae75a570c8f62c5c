echo “hi” – ünï
