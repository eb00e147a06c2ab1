package lab

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"sigs.k8s.io/controller-runtime/pkg/envtest"

	"github.com/tenantry/tenantry/e2e/process"
)

// startControlPlane starts etcd and the API server and makes the admin's client and kubeconfig.
func (c *Cluster) startControlPlane(context.Context) error {
	for _, sub := range []string{"etcd", "certificates", "tmp"} {
		if err := os.MkdirAll(filepath.Join(c.dir, sub), 0o755); err != nil {
			return fmt.Errorf("create the cluster's folder: %w", err)
		}
	}
	etcdLog, err := c.logFile("etcd")
	if err != nil {
		return err
	}
	serverLog, err := c.logFile("kube-apiserver")
	if err != nil {
		return err
	}
	c.plane = &envtest.Environment{
		// envtest looks for kubectl, and never runs it unless asked to.
		BinaryAssetsDirectory: filepath.Dir(c.parts.Binary("kubernetes", "kube-apiserver")),
	}
	ports, err := process.FreePorts(3) // envtest would take some that may be gone when they are listened on
	if err != nil {
		return err
	}
	etcd := &envtest.Etcd{
		Path: c.parts.Binary("flux", "etcd"), DataDir: filepath.Join(c.dir, "etcd"), Out: etcdLog, Err: etcdLog,
		URL: &url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", ports[0])},
	}
	etcd.Configure().Set("listen-peer-urls", fmt.Sprintf("http://127.0.0.1:%d", ports[1]))
	c.plane.ControlPlane.Etcd = etcd
	server := c.plane.ControlPlane.GetAPIServer()
	server.Address, server.Port = "127.0.0.1", strconv.Itoa(ports[2])
	server.CertDir = filepath.Join(c.dir, "certificates")
	server.Out, server.Err = serverLog, serverLog
	// envtest turns the ServiceAccount plugin off, since it runs no controllers; the lab does.
	server.Configure().Set("disable-admission-plugins")
	// As with AKS, the issuer is the cluster's own, and a rebuilt cluster has another one.
	server.Configure().Set("service-account-issuer", fmt.Sprintf("https://oidc.lab.invalid/%s/%d", c.Name,
		c.started.UnixNano()))
	c.closers = append(c.closers, c.plane.Stop)
	if c.Config, err = c.plane.Start(); err != nil {
		return fmt.Errorf("%w (logs in %s)", err, c.logs)
	}
	if c.Client, err = newClient(c.Config); err != nil {
		return err
	}
	c.Kubeconfig, err = c.kubeconfig("admin", c.Config)
	return err
}

// logFile opens a log for a program that envtest starts, and closes it after that program has ended.
func (c *Cluster) logFile(name string) (*os.File, error) {
	if err := os.MkdirAll(c.logs, 0o755); err != nil {
		return nil, fmt.Errorf("create the folder of logs: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(c.logs, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open a log: %w", err)
	}
	c.closers = append(c.closers, file.Close)
	return file, nil
}

// startKubernetes starts the controller manager, each of whose controllers has an account of its own as in a real
// cluster, and the scheduler.
func (c *Cluster) startKubernetes(context.Context) error {
	certificates := filepath.Join(c.dir, "certificates")
	programs := []struct {
		name, user string
		args       []string
	}{
		{"kube-controller-manager", "system:kube-controller-manager", []string{
			"--use-service-account-credentials=true",
			"--service-account-private-key-file=" + filepath.Join(certificates, "sa-signer.key"),
			"--root-ca-file=" + filepath.Join(certificates, "apiserver.crt"),
			// Those of a cloud, and the one that would hand out pod networks, have nothing to do here.
			"--controllers=*,-nodeipam,-service-lb-controller,-cloud-node-lifecycle-controller,-node-route-controller",
		}},
		{"kube-scheduler", "system:kube-scheduler", nil},
	}
	for _, program := range programs {
		config, err := c.component(program.user)
		if err != nil {
			return err
		}
		kubeconfig, err := c.kubeconfig(program.name, config)
		if err != nil {
			return err
		}
		args := append([]string{
			"--kubeconfig=" + kubeconfig, "--authentication-kubeconfig=" + kubeconfig,
			"--authorization-kubeconfig=" + kubeconfig, "--leader-elect=false", "--secure-port=0",
		}, program.args...)
		if _, err := c.run(program.name, c.parts.Binary("kubernetes", program.name), nil, args...); err != nil {
			return err
		}
	}
	return nil
}
