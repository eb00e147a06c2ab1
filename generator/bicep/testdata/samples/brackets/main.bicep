param a string
var b = '${a}'
var c = '[${a}]'
var d = 'x]'
var e = '[x]y'
var f = '[[x]]'
var g = ' [x]'
var h = '[x] '
var i = '[]'
var j = ']['
var k = '['
output o array = [b, c, d, e, f, g, h, i, j, k]
