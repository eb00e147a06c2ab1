package process

import (
	"fmt"
	"net"
)

// FreePorts returns n different loopback ports that nobody listens on. Something else may take one before its user
// does; on loopback the kernel hands out ports in a way that makes this rare.
func FreePorts(n int) ([]int, error) {
	ports := make([]int, 0, n)
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer func() { _ = listener.Close() }() // all stay open until the last is found, so that they differ
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
