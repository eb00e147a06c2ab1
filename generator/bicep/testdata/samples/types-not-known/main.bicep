resource r 'Foo.Bar/baz@2023-01-31' = {
  name: 'mi'
  location: 'w'
  kind: 'x'
  properties: { a: 1 }
}
output o array = [r.properties.a, r.kind, r.id]
