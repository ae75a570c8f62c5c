rm -rf /
rm -fr /*
sudo rm -r --no-preserve-root /
rm -rf ~ ~/ ~/*
rm -rf "$HOME" $HOME/
rm -rf $X/ "$X"/* "${X}/etc" "$X/"
rm -Rf /usr/ /etc/* //
doas rm --recursive /var
