package main

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnswerNamesHostTenantAndPod(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	handler("contoso", "web-1").ServeHTTP(w, httptest.NewRequest("GET", "http://shop.contoso.com/cart", nil))
	want := `{"host":"shop.contoso.com","namespace":"contoso","pod":"web-1"}` + "\n"
	if diff := cmp.Diff(want, w.Body.String()); diff != "" || w.Code != 200 {
		t.Errorf("code %d, body (-want +got):\n%s", w.Code, diff)
	}
}
