@secure()
param pw string = newGuid()
param now string = utcNow()
param end string = dateTimeAdd(utcNow('yyyy-MM-dd'), 'P1Y')
output o array = [length(pw), now, end]
