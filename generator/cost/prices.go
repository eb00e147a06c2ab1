// Package cost estimates what a rendered fleet costs in a month, from a table of
// published prices.
//
// It counts what the rendered ARM templates deploy, so that it counts what Azure
// will bill. What has no published price in the table is named and left out of
// every sum, which is then a lower bound.
package cost

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed prices.yaml
var published []byte

// Table is a table of prices.
type Table struct {
	Currency string  `yaml:"currency"`
	Prices   []Price `yaml:"prices"`
}

// Price is what one unit of something costs.
type Price struct {
	Meter  string  `yaml:"meter"`
	Price  float64 `yaml:"price"`
	Unit   Unit    `yaml:"unit"`
	Region string  `yaml:"region"` // * is any
	Source string  `yaml:"source"` // the page that says so; without one the price is not used
	Date   string  `yaml:"date"`   // of the source, such as 2026-11-25
}

// Unit is what a price is for.
type Unit string

// The units.
const (
	Hour  Unit = "hour"
	Day   Unit = "day"
	Month Unit = "month"
	GB    Unit = "GB"
)

// everywhere is the region of a price that does not depend on it.
const everywhere = "*"

// perMonth is how often a unit is billed in a month: Azure's calculator takes 730 hours.
// https://azure.microsoft.com/pricing/calculator/
func (u Unit) perMonth() float64 {
	switch u {
	case Hour:
		return 730
	case Day:
		return 730.0 / 24
	default:
		return 1
	}
}

// Published returns the table that comes with the program.
func Published() (*Table, error) { return Read(published) }

// Read reads a table of prices from YAML, strictly.
func Read(data []byte) (*Table, error) {
	var t Table
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&t); err != nil {
		return nil, fmt.Errorf("read prices: %w", err)
	}
	for i, p := range t.Prices {
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("read prices: entry %d (%q): %w", i+1, p.Meter, err)
		}
	}
	return &t, nil
}

func (p Price) check() error {
	units := []Unit{Hour, Day, Month, GB}
	_, dateErr := time.Parse(time.DateOnly, p.Date)
	switch {
	case p.Meter == "":
		return errors.New("it has no meter")
	case p.Price < 0:
		return fmt.Errorf("the price %v is negative", p.Price)
	case !slices.Contains(units, p.Unit):
		return fmt.Errorf("the unit is %q: want one of %v", p.Unit, units)
	case p.Region == "":
		return fmt.Errorf("it has no region: write %q if there is one price for all", everywhere)
	case p.Source != "" && dateErr != nil:
		return fmt.Errorf("the date is %q: write it as 2026-11-25", p.Date)
	}
	return nil
}

// With returns the table with the entries of another one before its own.
func (t *Table) With(other *Table) (*Table, error) {
	if other.Currency != "" && other.Currency != t.Currency && len(t.Prices) > 0 {
		return nil, fmt.Errorf("the prices are in %s, the others in %s: give all of them in one currency", other.Currency, t.Currency)
	}
	return &Table{Currency: t.Currency, Prices: slices.Concat(other.Prices, t.Prices)}, nil
}

// Find returns the price of a meter in a region: the region's own before one for
// all, the first entry before later ones. Where the first has no source, there is
// no price. A stand-in is the region whose prices are taken where there is none
// of the region; it may be empty.
func (t *Table) Find(meter, region, standIn string) (Price, bool) {
	for _, r := range []string{region, everywhere, standIn} {
		for _, p := range t.Prices {
			if r != "" && p.Meter == meter && p.Region == r {
				return p, p.Source != ""
			}
		}
	}
	return Price{}, false
}
