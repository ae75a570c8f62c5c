kubectl get <name> -o yaml
