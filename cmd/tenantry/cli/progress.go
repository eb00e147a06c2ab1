package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal how far long work has come. Elsewhere, and with
// --quiet, it shows nothing.
type progress struct {
	mu    sync.Mutex
	out   io.Writer
	now   func() time.Time
	what  string
	last  time.Time
	shown bool
}

// How long work may take before it is worth a line, and how often the line moves.
const progressEvery = 100 * time.Millisecond

func (g *global) progress(what string) *progress {
	p := &progress{what: what, now: g.env.Now}
	if g.env.Terminal && !g.quiet {
		p.out, p.last = g.env.Stderr, p.now()
	}
	return p
}

// step says that done of total parts are finished. A total of zero is unknown.
func (p *progress) step(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil {
		return
	}
	now := p.now()
	if now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	if total > 0 {
		fmt.Fprintf(p.out, "\r\x1b[K%s %d/%d", p.what, done, total)
	} else {
		fmt.Fprintf(p.out, "\r\x1b[K%s %d", p.what, done)
	}
}

// end takes the line away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
