//go:build unix && !linux

package process

import "syscall"

// attributes puts a program into a process group of its own, so that an interrupt at the terminal reaches the lab
// alone, which then stops everything in order.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
