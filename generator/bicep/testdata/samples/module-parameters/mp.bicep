param s string
param i int
param b bool
param arr array
param o object
param n string?
param x string = 'd'
#disable-next-line no-hardcoded-env-urls
param d string = 'd'
output s string = s
output arr array = concat(arr, [i, b, n, x, d])
output o object = o
