param a array
param o object
param n int
var i = 1
output x array = [a[n + 1], a[i], a[0].b[1], o['a'][0], o['a-b'].c, o[a[0]], a[length(a) - 1], o.a['${n}'], o['x']['y z'][n], a[0][0]]
