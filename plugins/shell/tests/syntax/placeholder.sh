kubectl get <name>
