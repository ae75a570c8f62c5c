#! target=3.12
type A[T = int] = T
type B[*T = int] = tuple[T]
type C[**T = int] = T
type D[*T, **P] = T
