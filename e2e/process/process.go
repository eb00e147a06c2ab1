// Package process runs the lab's programs: each logs to a file of its own, and none outlives the lab.
package process

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Spec says what to run.
type Spec struct {
	Name string   // the program's name in messages
	Path string   // the program
	Args []string // without the program's name
	Env  []string // added to Environment; nothing else is inherited
	Dir  string   // working folder
	Log  string   // file that gets both output streams, appended to
}

// Process is a program that was started.
type Process struct {
	name string
	log  string
	cmd  *exec.Cmd
	done chan struct{}
	err  error // of Wait; read only after done is closed
}

// Grace is how long Stop waits between asking and killing.
const Grace = 10 * time.Second

// Start starts a program and returns at once.
func Start(spec Spec) (*Process, error) {
	if err := os.MkdirAll(filepath.Dir(spec.Log), 0o755); err != nil {
		return nil, fmt.Errorf("create the log folder of %s: %w", spec.Name, err)
	}
	log, err := os.OpenFile(spec.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open the log of %s: %w", spec.Name, err)
	}
	defer func() { _ = log.Close() }() // the program has a descriptor of its own
	cmd := exec.Command(spec.Path, spec.Args...)
	cmd.Dir = spec.Dir
	cmd.Env = Environment(spec.Env...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = attributes()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", spec.Name, err)
	}
	p := &Process{name: spec.Name, log: spec.Log, cmd: cmd, done: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// Environment is all that a program of the lab sees of the caller's environment, PATH and HOME, and what is added; of
// two values of one name the later wins.
func Environment(added ...string) []string {
	return append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, added...)
}

// Name is the program's name in messages.
func (p *Process) Name() string { return p.name }

// Check returns an error with the end of the log if the program has ended.
func (p *Process) Check() error {
	select {
	case <-p.done:
		return fmt.Errorf("%s ended (%w); the end of %s:\n%s", p.name, p.exit(), p.log, p.tail())
	default:
		return nil
	}
}

func (p *Process) exit() error {
	if p.err == nil {
		return errors.New("exit status 0")
	}
	return p.err
}

// tail is the last lines of the log, which is where a program says why it gave up.
func (p *Process) tail() string {
	const lines = 15
	data, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	return "\t" + strings.Join(all[max(0, len(all)-lines):], "\n\t")
}

// Stop asks the program to end, kills it after Grace, and returns when it is gone. It may be called again.
func (p *Process) Stop() error {
	select {
	case <-p.done:
		return nil
	default:
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop %s: %w", p.name, err)
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(Grace):
	}
	return p.Kill()
}

// Kill ends the program without asking, as the loss of its machine would.
func (p *Process) Kill() error {
	select {
	case <-p.done:
		return nil
	default:
	}
	if err := p.cmd.Process.Kill(); err != nil {
		return fmt.Errorf("kill %s: %w", p.name, err)
	}
	<-p.done
	return nil
}

// WaitOK returns when url answers 200, and fails when the program ends first or ctx does.
func (p *Process) WaitOK(ctx context.Context, url string) error {
	for {
		if answers(ctx, url) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for %s at %s: %w", p.name, url, ctx.Err())
		case <-p.done:
			return p.Check()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func answers(ctx context.Context, url string) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = res.Body.Close()
	return res.StatusCode == http.StatusOK
}
