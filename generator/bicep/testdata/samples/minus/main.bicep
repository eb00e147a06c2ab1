param n int
output o array = [n-1, n -1, n - 1, 5-3, -5-3, -5 - -3, 3*-2, [n -1][0], {a: n -1}, n==-1, n<-1]
