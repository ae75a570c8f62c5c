cat > s.sh <<'EOF'
#!/bin/bash
echo "script $0 $1 $#"
exit 7
EOF
chmod +x s.sh; ./s.sh arg; echo $?; bash s.sh a b; cat > p <<'EOF'
#!/usr/bin/env bash
echo env "$@"
EOF
chmod +x p; ./p x; printf 'echo plain $1\n' > q; chmod +x q; ./q z; printf '#!/nosuch/interp\n' > bad; chmod +x bad; ./bad; echo $?
