package pipeline

import (
	"bytes"
	"slices"

	"github.com/tenantry/tenantry/generator/layout"
)

// The lines around what is the generator's in a person's file. The first is known
// by its beginning, so that its advice may be reworded.
const (
	beginMark  = "# tenantry: begin"
	blockBegin = beginMark + " (rendered; your own lines go above or below)\n"
	blockEnd   = "# tenantry: end\n"
)

// block is the generator's part of a shared file.
type block struct {
	path, lines string
}

func blocks() []block {
	return []block{
		// Line ends stay as rendered on every machine, or a checkout on Windows would
		// be stale from the start.
		{layout.GitAttributes, `clusters/*/** text eol=lf linguist-generated
tenants/*/** text eol=lf linguist-generated
infrastructure/** text eol=lf linguist-generated
.schemas/** text eol=lf linguist-generated
.github/workflows/tenantry*.yaml text eol=lf linguist-generated
.azure/tenantry*.yaml text eol=lf linguist-generated
`},
		// Flux unpacks the whole artifact for every Kustomization at every commit, so
		// what no cluster applies stays out of it.
		{layout.SourceIgnore, `/*
!/clusters/
!/tenants/
!/infrastructure/
/clusters/*.yaml
/clusters/*/bootstrap/
/tenants/*.yaml
/infrastructure/azure/
/infrastructure/deploy/
*.bicep
`},
	}
}

// renew returns text with the block replaced, or added at the end if there is
// none. Every other line stays as it is, byte for byte.
func (b block) renew(text []byte) []byte {
	want := []byte(blockBegin + b.lines + blockEnd)
	lines := slices.Collect(bytes.Lines(text))
	begin := slices.IndexFunc(lines, func(l []byte) bool { return bytes.HasPrefix(l, []byte(beginMark)) })
	if begin < 0 {
		if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
			want = slices.Concat([]byte("\n"), want)
		}
		return slices.Concat(text, want)
	}
	rest := lines[begin+1:]
	return slices.Concat(bytes.Join(lines[:begin], nil), want, bytes.Join(rest[b.length(rest):], nil))
}

// length counts the lines after the first that are the block's: up to its last
// line or, where somebody removed that one, as many as the block itself has, since
// what follows is a person's.
func (b block) length(rest [][]byte) int {
	if end := slices.IndexFunc(rest, func(l []byte) bool { return same(l, []byte(blockEnd)) }); end >= 0 {
		return end + 1
	}
	n := 0
	for own := range bytes.Lines([]byte(b.lines)) {
		if n == len(rest) || !same(rest[n], own) {
			break
		}
		n++
	}
	return n
}

// same compares lines without their line breaks, which Git may have converted.
func same(a, b []byte) bool {
	return bytes.Equal(bytes.TrimRight(a, "\r\n"), bytes.TrimRight(b, "\r\n"))
}
