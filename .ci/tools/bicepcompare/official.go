package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// official is one process of Microsoft's compiler: its start costs more than a compilation.
type official struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	id  int
}

func start(program string) (*official, error) {
	o := &official{cmd: exec.Command(program, "jsonrpc", "--stdio")}
	var err error
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	o.out = bufio.NewReader(out)
	return o, o.cmd.Start()
}

func (o *official) stop() {
	_ = o.in.Close()
	_ = o.cmd.Process.Kill()
	_ = o.cmd.Wait()
}

// compile returns the template, or nil, and what the compiler says of the file.
func (o *official) compile(path string) (template []byte, messages []string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, nil, err
	}
	o.id++
	body, err := json.Marshal(map[string]any{
		"jsonrpc": "2.0", "id": o.id, "method": "bicep/compile", "params": map[string]string{"path": path},
	})
	if err != nil {
		return nil, nil, err
	}
	if _, err := fmt.Fprintf(o.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		return nil, nil, err
	}
	answer, err := o.answer()
	if err != nil {
		return nil, nil, fmt.Errorf("ask the compiler about %s: %w", path, err)
	}
	for _, d := range answer.Result.Diagnostics {
		messages = append(messages, fmt.Sprintf("%s:%d:%d: %s %s: %s", filepath.Base(d.Source),
			d.Range.Start.Line+1, d.Range.Start.Char+1, strings.ToLower(d.Level), d.Code, d.Message))
	}
	if answer.Result.Success {
		template = []byte(answer.Result.Contents)
	}
	return template, messages, nil
}

type answer struct {
	Error *struct {
		Message string `json:"message"`
	} `json:"error"`
	Result struct {
		Success     bool   `json:"success"`
		Contents    string `json:"contents"`
		Diagnostics []struct {
			Source, Level, Code, Message string
			Range                        struct{ Start struct{ Line, Char int } }
		} `json:"diagnostics"`
	} `json:"result"`
}

// answer reads one message: headers, an empty line, JSON.
func (o *official) answer() (*answer, error) {
	length := 0
	for {
		line, err := o.out.ReadString('\n')
		if err != nil {
			return nil, err
		}
		line = strings.TrimSpace(line)
		if line == "" {
			break
		}
		if value, ok := strings.CutPrefix(strings.ToLower(line), "content-length:"); ok {
			if length, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				return nil, err
			}
		}
	}
	body := make([]byte, length)
	if _, err := io.ReadFull(o.out, body); err != nil {
		return nil, err
	}
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, err
	}
	if a.Error != nil {
		return nil, fmt.Errorf("the compiler: %s", a.Error.Message)
	}
	return &a, nil
}

// withoutMark takes metadata._generator out, and metadata with it when it is then
// empty; everything else stays as it is printed.
func withoutMark(template []byte) []byte {
	var out [][]byte
	lines := bytes.Split(bytes.ReplaceAll(template, []byte("\r\n"), []byte("\n")), []byte("\n"))
	for i := 0; i < len(lines); i++ {
		if !bytes.Equal(bytes.TrimSpace(lines[i]), []byte(`"_generator": {`)) {
			out = append(out, lines[i])
			continue
		}
		i += 4 // name, version, templateHash, and the bracket
		if !bytes.HasSuffix(lines[i], []byte(",")) {
			out = out[:len(out)-1] // the line "metadata": {
			i++
		}
	}
	return append(bytes.Join(out, []byte("\n")), '\n')
}
