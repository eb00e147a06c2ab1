package render

// What templates call, for the tests of this package.
var (
	Quote = quote
	Word  = word
)
