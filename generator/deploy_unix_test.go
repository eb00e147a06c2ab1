package generator_test

import "syscall"

// ownGroup lets a fake kill the script with everything that it started, and
// nothing else.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
