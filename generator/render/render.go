// Package render prints a plan: it executes templates into a tree of files.
//
// Its sub-packages know what to print where; this one knows how. A template
// takes values that were decided and only prints them: names through "word",
// everything else through "quote", so that no value can end a string or begin
// another document.
package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
	"text/template"

	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/templates"
)

// Set is the parsed templates of one folder below templates/.
type Set struct {
	root *template.Template
	dir  string
}

// Parse reads every template below dir. A template is called by its path in
// there, without ".tmpl". It may call more beside what every template may.
func Parse(dir string, more ...template.FuncMap) (*Set, error) {
	root := template.New(dir).Option("missingkey=error").Funcs(funcs())
	for _, m := range more {
		root.Funcs(m)
	}
	err := fs.WalkDir(templates.FS, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".tmpl") {
			return err
		}
		text, err := fs.ReadFile(templates.FS, p)
		if err != nil {
			return err
		}
		_, err = root.New(strings.TrimSuffix(strings.TrimPrefix(p, dir+"/"), ".tmpl")).Parse(string(text))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("parse templates/%s: %w", dir, err)
	}
	return &Set{root: root, dir: dir}, nil
}

// Page is one file to be printed.
type Page struct {
	Path     string // in the repository
	Template string
	Data     any
	Origin   string        // the input file that the content comes from
	Objects  []tree.Object // what the plan puts into the file
}

// header tells who reads a file where to change it, as the file's language writes
// comments. JSON has none.
func header(p Page) string {
	mark := map[string]string{".bicep": "//", ".json": ""}
	m, known := mark[path.Ext(p.Path)]
	if !known {
		m = "#"
	}
	if m == "" {
		return ""
	}
	return fmt.Sprintf("%s Rendered by Tenantry from %s: change that file, not this one.\n\n", m, p.Origin)
}

// Print executes a template and adds the file to out.
func (s *Set) Print(out *tree.Tree, p Page) error { return s.PrintAll(out, []Page{p}) }

// Text executes a template for a file that a person will own: it has no header
// and goes into no tree.
func (s *Set) Text(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	if err := s.root.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("print templates/%s: %w", path.Join(s.dir, name), err)
	}
	return b.Bytes(), nil
}

// PrintAll prints pages, on all processors. Of several errors it returns that of
// the first page.
func (s *Set) PrintAll(out *tree.Tree, pages []Page) error {
	files, errs := make([]tree.File, len(pages)), make([]error, len(pages))
	workers := min(runtime.GOMAXPROCS(0), len(pages))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			var b bytes.Buffer // the files are copies: a buffer of its own would hold twice what each needs
			for i := w; i < len(pages); i += workers {
				files[i], errs[i] = s.file(pages[i], &b)
			}
		})
	}
	wg.Wait()
	for i, p := range pages {
		if errs[i] != nil {
			return errs[i]
		}
		if err := out.Add(p.Path, files[i]); err != nil {
			return err
		}
	}
	return nil
}

// file prints one page by way of b.
func (s *Set) file(p Page, b *bytes.Buffer) (tree.File, error) {
	b.Reset()
	b.WriteString(header(p))
	if err := s.root.ExecuteTemplate(b, p.Template, p.Data); err != nil {
		return tree.File{}, fmt.Errorf("print %s with templates/%s: %w", p.Path, path.Join(s.dir, p.Template), err)
	}
	return tree.File{Data: bytes.Clone(b.Bytes()), Origin: p.Origin, Objects: p.Objects}, nil
}
