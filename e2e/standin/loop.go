// Package standin answers where the lab has nobody else to: it sets the status of Gateways and HTTPRoutes as AGC's
// controller would, and of Issuers and Certificates as cert-manager would, and makes the Secrets of the latter.
//
// It is no more lenient than they are. Nothing is answered until the Deployment of the controller in question is
// available, a route is accepted only by a listener that exists and admits it, and a listener without its certificate
// is not programmed. It writes a status only when that would change, so that what nobody touched stays untouched.
package standin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

// beat is how often the loop looks. A cluster without Gateway API or cert-manager costs a lookup each time.
const beat = time.Second

// Loop is a running stand-in for one cluster.
type Loop struct {
	client client.Client
	out    io.Writer
	cancel context.CancelFunc
	done   chan struct{}

	lock    sync.Mutex
	refused map[string]bool // Certificates that are never issued, by namespace/name
}

// Start starts the loop with the rights of config. What it could not do is logged to out and tried again.
func Start(config *rest.Config, out io.Writer) (*Loop, error) {
	scheme, err := Scheme()
	if err != nil {
		return nil, err
	}
	c, err := client.New(config, client.Options{Scheme: scheme})
	if err != nil {
		return nil, fmt.Errorf("make the stand-in's client: %w", err)
	}
	l := New(c, out)
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	go l.run(ctx)
	return l, nil
}

// New makes a loop that does not run: it answers when Answer is called.
func New(c client.Client, out io.Writer) *Loop {
	return &Loop{client: c, out: out, cancel: func() {}, done: make(chan struct{}), refused: map[string]bool{}}
}

// Scheme holds the kinds that the client of a loop must know.
func Scheme() (*runtime.Scheme, error) {
	scheme := runtime.NewScheme()
	if err := errors.Join(clientgoscheme.AddToScheme(scheme), gatewayv1.Install(scheme)); err != nil {
		return nil, fmt.Errorf("register kinds: %w", err)
	}
	return scheme, nil
}

// Close ends the loop.
func (l *Loop) Close() error {
	l.cancel()
	<-l.done
	return nil
}

// NeverIssue makes every Certificate of this namespace and name fail for ever, as with a name that no issuer can
// validate. What was issued before stays.
func (l *Loop) NeverIssue(namespace, name string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.refused[namespace+"/"+name] = true
}

// IssueAgain takes NeverIssue back.
func (l *Loop) IssueAgain(namespace, name string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	delete(l.refused, namespace+"/"+name)
}

func (l *Loop) isRefused(namespace, name string) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.refused[namespace+"/"+name]
}

func (l *Loop) run(ctx context.Context) {
	defer close(l.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(beat):
		}
		if err := l.Answer(ctx); err != nil && ctx.Err() == nil {
			fmt.Fprintf(l.out, "%s %v\n", time.Now().Format(time.RFC3339), err)
		}
	}
}

// Answer looks once at everything and writes what changed. A cluster that does not know the kinds yet has none.
func (l *Loop) Answer(ctx context.Context) error {
	certificates, gateways := l.answerCertificates(ctx), l.answerGateways(ctx)
	if meta.IsNoMatchError(certificates) {
		certificates = nil
	}
	if meta.IsNoMatchError(gateways) {
		gateways = nil
	}
	return errors.Join(certificates, gateways)
}

// available says whether a Deployment of that name, in whatever namespace, has an available replica.
func (l *Loop) available(ctx context.Context, deployment string) (bool, error) {
	var list appsv1.DeploymentList
	if err := l.client.List(ctx, &list, client.MatchingFields{"metadata.name": deployment}); err != nil {
		return false, fmt.Errorf("list Deployments called %s: %w", deployment, err)
	}
	for _, d := range list.Items {
		if d.Status.AvailableReplicas > 0 {
			return true, nil
		}
	}
	return false, nil
}
