package lab

import (
	"fmt"
	"io"
	"strconv"
	"sync"
	"text/tabwriter"
	"time"
)

// Result is one line of the report.
type Result struct {
	Scenario string
	Took     time.Duration
	Objects  int    // objects that were compared or brought to Ready; 0 if none were counted
	Note     string // what a reader should know beside the figures
}

// Report collects what scenarios measured. Its zero value is empty and ready; goroutines may share it.
type Report struct {
	lock    sync.Mutex
	results []Result
}

// Add appends a result.
func (r *Report) Add(result Result) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.results = append(r.results, result)
}

// Print writes all results as a table.
func (r *Report) Print(out io.Writer) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	table := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "SCENARIO\tSECONDS\tOBJECTS\tNOTE")
	for _, one := range r.results {
		objects := "-"
		if one.Objects > 0 {
			objects = strconv.Itoa(one.Objects)
		}
		fmt.Fprintf(table, "%s\t%.1f\t%s\t%s\n", one.Scenario, one.Took.Seconds(), objects, one.Note)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("print report: %w", err)
	}
	return nil
}
