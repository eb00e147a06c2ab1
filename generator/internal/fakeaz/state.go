//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// state is what the subscription and its clusters hold.
type state struct {
	file    string
	dying   bool
	running *stack // what this call deploys

	Calls    int
	Built    int // clusters that were ever made: each has an issuer of its own
	Stacks   map[string]*stack
	Clusters map[string]*cluster
	Profiles map[string]*profile
	Groups   []string
	Deleted  []string // vaults
	Keys     map[string]string
	Budgets  map[string]string
	Members  map[string]bool // of all stacks, by id; false: detached
	Log      []string        // what changed something
}

type stack struct {
	Location, State, Unmanage string
	Tags                      map[string]string
	Parameters                map[string]string
	Members                   []string
	Outputs                   map[string]string
}

type cluster struct {
	Group, Nodes, Issuer string
	Applied              map[string]string // a file's text by its name
	Asked                map[string]int
}

type profile struct {
	Name      string
	Endpoints []endpoint
}

type endpoint struct {
	Name, State      string
	Priority, Weight any
}

func load(file string) (*state, error) {
	s := &state{
		file: file, Stacks: map[string]*stack{}, Clusters: map[string]*cluster{}, Profiles: map[string]*profile{},
		Keys: map[string]string{}, Budgets: map[string]string{}, Members: map[string]bool{},
	}
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	return s, json.Unmarshal(text, s)
}

func (s *state) save() error {
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(s.file, text, 0o600)
}

// keep writes what is left when the caller is killed now.
func (s *state) keep(dir string) error {
	if dir == "" {
		return nil
	}
	left := *s
	left.file = filepath.Join(dir, strconv.Itoa(s.Calls)+".json")
	if s.running == nil {
		return left.save()
	}
	was := s.running.State
	s.running.State = "deploying"
	err := left.save()
	s.running.State = was
	return err
}

func (s *state) log(what string) { s.Log = append(s.Log, what) }

func (s *state) addGroup(name string) {
	if !slices.Contains(s.Groups, name) {
		s.Groups = append(s.Groups, name)
		slices.Sort(s.Groups)
	}
}
