n=50; primes=(); for ((i=2;i<=n;i++)); do p=1; for q in "${primes[@]}"; do ((q*q>i)) && break; ((i%q==0)) && { p=0; break; }; done; ((p)) && primes+=($i); done; echo "${primes[@]}"
