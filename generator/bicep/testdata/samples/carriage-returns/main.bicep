param a string
@description('x')
param b object = {
  x: 1
  y: '''
a
b'''
}
output o array = [
  a
  b
]
