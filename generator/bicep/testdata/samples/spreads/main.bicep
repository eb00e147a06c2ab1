param a object
param b array
output o object = { ...a }
output p array = [...b]
output q array = [...b, ...b, 1, 2, ...[3]]
output r object = { a: 1, ...{ b: 2 }, ...a, c: { ...a, d: [...b] } }
