package e2e_test

import "testing"

func TestZZ(t *testing.T) {
	s := &scenario{desk: newDesk(deadline(t), t)}
	t.Run("bare", func(t *testing.T) { s.refresh(t) })
}
