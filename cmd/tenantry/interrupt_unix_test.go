//go:build unix

package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAnInterruptedCommandSaysSoWithItsOwnExitCode(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0") // a forge that never answers
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	url := "http://" + silent.Addr().String() + "/acme/fleet"
	dir := filepath.Join(t.TempDir(), "fleet")
	for _, args := range [][]string{
		{"tenantry", "init", dir, "--url", url, "--forge", "gitea"},
		{"git", "-C", dir, "init", "--quiet", "--initial-branch", "main"},
		{"git", "-C", dir, "remote", "add", "origin", url},
	} {
		if out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).CombinedOutput(); err != nil {
			t.Fatal(args, err, string(out))
		}
	}
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "tenantry", "-C", dir, "propose")
	cmd.Env = append(os.Environ(), "TENANTRY_TOKEN=token")
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	connection, err := silent.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("exit code %d, want 130", got)
	}
	if got := stderr.String(); got != "tenantry: interrupted\n" {
		t.Errorf("stderr is %q", got)
	}
}
