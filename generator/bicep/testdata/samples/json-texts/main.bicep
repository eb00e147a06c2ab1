output o array = [json('{"a": [1, 2]}').a, json('null'), json('[1]')[0], json('"x"'), string({ a: 'it\'s' }), concat(['a'], ['b']), concat('it\'s', '"q"')]
