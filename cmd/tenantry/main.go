// Tenantry renders the GitOps repository of a multitenant AKS fleet.
package main

import (
	"os"

	"github.com/tenantry/tenantry/cmd/tenantry/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], cli.System())) }
