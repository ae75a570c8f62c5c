echo $'it\'s' $"x"
