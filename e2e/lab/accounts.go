package lab

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	authentication "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/envtest"
)

// tokenLife is longer than any lab runs. Real controllers rotate their tokens; a lab's are written down once.
const tokenLife = 7 * 24 * time.Hour

// Account returns how to reach the cluster as a service account, with that account's rights and no others.
func (c *Cluster) Account(ctx context.Context, namespace, name string) (*rest.Config, error) {
	seconds := int64(tokenLife.Seconds())
	account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name}}
	request := &authentication.TokenRequest{
		Spec: authentication.TokenRequestSpec{ExpirationSeconds: &seconds},
	}
	if err := c.Client.SubResource("token").Create(ctx, account, request); err != nil {
		return nil, fmt.Errorf("request a token of %s/%s on %s: %w", namespace, name, c.Name, err)
	}
	config := c.anonymous()
	config.BearerToken = request.Status.Token
	return config, nil
}

// component returns how to reach the cluster as one of Kubernetes' own components, which authenticate by certificate.
func (c *Cluster) component(user string) (*rest.Config, error) {
	added, err := c.plane.AddUser(envtest.User{Name: user}, c.anonymous())
	if err != nil {
		return nil, fmt.Errorf("make a certificate of %s on %s: %w", user, c.Name, err)
	}
	return added.Config(), nil
}

// anonymous is the cluster's address without any identity. Clients in the lab do not slow themselves down.
func (c *Cluster) anonymous() *rest.Config {
	config := rest.AnonymousClientConfig(c.Config)
	config.QPS, config.Burst = 1000, 2000
	return config
}

// kubeconfig writes a file that programs and kubectl read, and returns its path.
func (c *Cluster) kubeconfig(name string, config *rest.Config) (string, error) {
	context := api.NewContext()
	context.Cluster, context.AuthInfo = c.Name, name
	file := api.NewConfig()
	file.CurrentContext = c.Name
	file.Contexts[c.Name] = context
	file.Clusters[c.Name] = &api.Cluster{Server: config.Host, CertificateAuthorityData: config.CAData}
	file.AuthInfos[name] = &api.AuthInfo{
		Token:                 config.BearerToken,
		ClientCertificateData: config.CertData,
		ClientKeyData:         config.KeyData,
	}
	path := filepath.Join(c.dir, "kubeconfigs", name+".yaml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("create the folder of kubeconfigs: %w", err)
	}
	if err := clientcmd.WriteToFile(*file, path); err != nil {
		return "", fmt.Errorf("write the kubeconfig of %s: %w", name, err)
	}
	return path, nil
}

// newClient makes a client that finds new kinds as their CRDs appear. Listing every kind there is brings warnings
// about deprecated ones, which nobody here chose.
func newClient(config *rest.Config) (client.Client, error) {
	quiet := rest.CopyConfig(config)
	quiet.WarningHandlerWithContext = rest.NoWarnings{}
	built, err := client.New(quiet, client.Options{})
	if err != nil {
		return nil, fmt.Errorf("make a client: %w", err)
	}
	return built, nil
}
