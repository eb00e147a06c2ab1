param names array
param m object = {
  a: names[0]
  b: { c: length(names) > 1 ? names[1] : '' }
}
param d string = '${m.a}-${guid(m.b.c, subscription().id)}'
param e bool = !empty(names) && contains(names, 'x')
param f int = length(names) * 2
output o array = [m, d, e, f]
