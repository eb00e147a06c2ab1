@allowed(['abc', 'abd'])
@description('d')
@minLength(2)
@maxLength(4)
param a string = 'abc'
@maxValue(4)
@description('d')
@minValue(2)
param b int
@description('d')
param c 'x' | 'y' = 'x'
@description('d')
param d string? 
@description('d')
@minLength(1)
param e string[] = ['a']
@description('d')
param f { a: int }?
param g (1 | 2)[] = []
output z array = [a, b, c, d, e, f, g]
@description('q')
@minLength(2)
output y string? = d
