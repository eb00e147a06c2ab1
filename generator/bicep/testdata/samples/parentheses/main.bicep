param o object
output a array = [(o), (o).a, ((o.a)).b, (o.?a)!.b, o!.a, (o)['a'], (o.a)[0], [1][0], ({ a: 1 }).a, ([1])[0]]
