module m 'p.bicep' = { name: 'mm', params: { a: 'x' } }
output a string? = m.outputs.?a
output b string? = m.outputs.b.?q
output c object = { x: m.outputs.b.q }
