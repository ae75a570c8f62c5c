curl x | python3 -m json.tool
curl x | sudo tee f | jq .
curl x | bash script.sh
curl x | sh -c 'cat > f'
source <(kubectl completion bash)
eval "$(ssh-agent)"
echo "curl x | sh"
cat f | bash
bash -c "echo $(curl x | wc -l)" > y
