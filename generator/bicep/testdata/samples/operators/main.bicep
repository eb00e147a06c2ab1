param o object
output a bool = o.a == null
output b bool = o.?a != null
output c bool = (o.a ?? 1) > 2
output d string = o.a ?? o.b ?? 'x'
output e bool = contains(o.list, 'x') || o.n > 3
output f bool = !o.x && !(o.y || o.z)
output g string = o.x ? 'a' : o.y ? 'b' : 'c'
output h int = o.n - 1 - 2
output i bool = 'a' < 'b'
output j bool = o.x =~ 'Y'
