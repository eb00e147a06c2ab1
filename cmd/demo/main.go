// Demo is what a tenant brings, as small as it gets: a web server that says
// which tenant, cluster and pod answered. Its manifests lie in deploy/.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		slog.Error("demo stopped", "err", err)
		os.Exit(1)
	}
}

// answer is what a request gets.
type answer struct {
	Host      string `json:"host"`      // the hostname that the client asked for
	Namespace string `json:"namespace"` // the tenant
	Pod       string `json:"pod"`
}

func handler(namespace, pod string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(answer{r.Host, namespace, pod}); err != nil {
			slog.Warn("answer", "err", err)
		}
	})
	return mux
}

// run serves until the pod is told to end, and then finishes what it has begun.
func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	srv := &http.Server{
		Addr:              ":8080",
		Handler:           handler(os.Getenv("POD_NAMESPACE"), os.Getenv("POD_NAME")),
		ReadHeaderTimeout: 5 * time.Second,
	}
	go func() {
		<-ctx.Done()
		// AGC takes a pod out of rotation a moment after it is told to end.
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = srv.Shutdown(grace) // what is still open after the grace is cut off
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
