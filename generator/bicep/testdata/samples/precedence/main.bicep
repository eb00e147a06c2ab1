param a bool
param b bool
param c object
param n int
output o array = [a || b && a == b, c.?x ?? a == b, 1 - 2 - 3, !c.b, -c.n, n < 2 == a, a == b != a, n + 2 * 3 % 4, n - -1, !(!a), a ? b : a ? 1 : 2, n * (2 + 3), c.x ?? c.y ?? c.z, (a || b) && a, n > 1 && n < 3 || a, c.a == 'x' || c.b == 'y' && !a]
