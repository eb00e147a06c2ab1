package process

import "syscall"

// attributes puts a program into a process group of its own, so that an interrupt at the terminal reaches the lab
// alone, which then stops everything in order. If the lab is killed, the kernel ends the program.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
