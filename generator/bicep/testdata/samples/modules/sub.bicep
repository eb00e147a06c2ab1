targetScope = 'subscription'
param x string
output x string = x
