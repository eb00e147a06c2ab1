package process

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
)

// Ports come from below those that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere): one
// of those would be taken by the next connection that somebody opens, before the program that it is meant for listens.
const (
	firstPort = 20000
	lastPort  = 32000
)

// FreePorts returns n different loopback ports that nobody listens on.
func FreePorts(n int) ([]int, error) {
	ports := make([]int, 0, n)
	for range lastPort - firstPort {
		if len(ports) == n {
			return ports, nil
		}
		port := firstPort + rand.IntN(lastPort-firstPort)
		listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue // taken
		}
		defer func() { _ = listener.Close() }() // all stay open until the last is found, so that they differ
		ports = append(ports, port)
	}
	return nil, errors.New("find a free port: none of many is")
}
