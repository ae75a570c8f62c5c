declare -A h
for w in apple banana cherry date elderberry fig grape honeydew kiwi lemon mango nectarine orange papaya quince; do h[$w]=${#w}; done
for k in "${!h[@]}"; do printf '%s ' "$k"; done; echo
echo "${h[@]}"
