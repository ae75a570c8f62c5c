echo ok
kubectl get pod <pod name> -n <namespace>
