package cost

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
)

// notPriced stands where no published price is known: none is ever made up.
const notPriced = "not priced"

// WriteText prints an estimate for a terminal.
func WriteText(w io.Writer, e *Estimate) error {
	var out bytes.Buffer
	t := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	for _, a := range e.Accounts {
		least := ""
		if a.Unpriced > 0 {
			least = "at least "
		}
		fmt.Fprintf(t, "%s\t\t\t\t%s%s\n", a.title(), least, e.money(a.Cost))
		for _, l := range a.Lines {
			fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", l.Meter, numbers(l.Number), l.Region, l.unitPrice(), l.cost(e))
		}
	}
	fmt.Fprintf(t, "\ntenant\tits own\tits share\ttogether\n")
	for _, c := range e.Tenants {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", c.Name, e.money(c.Own), e.money(c.Shared), e.money(c.Own.plus(c.Shared)))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	out.WriteString("\n" + strings.Join(e.notes(), "\n") + "\n")
	_, err := w.Write(trimLines(out.Bytes()))
	return err
}

// trimLines takes away the blanks at the ends of lines that columns leave.
func trimLines(text []byte) []byte {
	lines := bytes.Split(text, []byte("\n"))
	for i, l := range lines {
		lines[i] = bytes.TrimRight(l, " ")
	}
	return bytes.Join(lines, []byte("\n"))
}

func (o Owner) title() string {
	if o.Stamp != "" {
		return o.Kind + " " + o.Stamp + "/" + o.Name
	}
	return o.Kind + " " + o.Name
}

// notes say how to read the figures.
func (e *Estimate) notes() []string {
	out := []string{"The fleet: " + e.money(e.Total) + " a month, from the fewest nodes to the most."}
	if len(e.Unpriced) > 0 {
		out[0] = "The fleet: at least " + e.money(e.Total) + " a month, from the fewest nodes to the most. " +
			fmt.Sprintf("%d things are %s, for want of a published price: give yours with --prices FILE.", len(e.Unpriced), notPriced)
	}
	if len(e.StandIns) > 0 {
		out = append(out, "Some have a price in "+strings.Join(e.StandIns, ", ")+" only: --stand-in REGION takes that.")
	}
	out = append(out, "What tenants share is divided by the CPU that the quotas of those who use it promise.")
	if e.From != "" {
		out = append(out, "Prices of "+e.From+" to "+e.To+", without discounts, traffic and taxes; -o json names each source.")
	}
	return out
}

func (e *Estimate) money(r Range) string {
	if amount(r.Min) == amount(r.Max) {
		return amount(r.Min) + " " + e.Currency
	}
	return amount(r.Min) + "–" + amount(r.Max) + " " + e.Currency
}

func amount(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) }

func plain(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func numbers(r Range) string {
	if r.Min == r.Max {
		return plain(r.Min)
	}
	return plain(r.Min) + "–" + plain(r.Max)
}

func (l Line) unitPrice() string {
	if !l.Priced {
		return ""
	}
	where := ""
	if l.Price.Region != everywhere && l.Price.Region != l.Region {
		where = ", as in " + l.Price.Region
	}
	return plain(l.Price.Price) + " a " + string(l.Price.Unit) + where
}

func (l Line) cost(e *Estimate) string {
	if !l.Priced {
		return notPriced
	}
	return e.money(l.Cost)
}

type jsonEstimate struct {
	APIVersion string        `json:"apiVersion"`
	Kind       string        `json:"kind"`
	Currency   string        `json:"currency"`
	Total      Range         `json:"total"`
	Accounts   []jsonAccount `json:"accounts"`
	Tenants    []jsonTenant  `json:"tenants"`
	Unpriced   []string      `json:"unpriced"`
}

type jsonAccount struct {
	Kind     string     `json:"kind"`
	Name     string     `json:"name"`
	Stamp    string     `json:"stamp,omitempty"`
	Cost     Range      `json:"cost"`
	Unpriced int        `json:"unpriced"`
	Lines    []jsonLine `json:"lines"`
}

type jsonLine struct {
	Meter  string     `json:"meter"`
	Region string     `json:"region"`
	Number Range      `json:"number"`
	Price  *jsonPrice `json:"price,omitempty"` // left out where it is not priced
	Cost   *Range     `json:"cost,omitempty"`
}

type jsonPrice struct {
	Price  float64 `json:"price"`
	Unit   Unit    `json:"unit"`
	Region string  `json:"region"`
	Source string  `json:"source"`
	Date   string  `json:"date"`
}

type jsonTenant struct {
	Name   string  `json:"name"`
	Own    Range   `json:"own"`
	Shared Range   `json:"shared"`
	Share  float64 `json:"share"`
}

// rounded is an amount without what floating point adds to it.
func rounded(f float64) float64 { return math.Round(f*1e4) / 1e4 }

func (r Range) rounded() Range { return Range{rounded(r.Min), rounded(r.Max)} }

// WriteJSON prints an estimate for programs: one object, in which lists are never
// null and fields are only ever added.
func WriteJSON(w io.Writer, e *Estimate) error {
	out := jsonEstimate{
		APIVersion: v1alpha1.APIVersion, Kind: "Cost", Currency: e.Currency, Total: e.Total.rounded(),
		Accounts: []jsonAccount{}, Tenants: []jsonTenant{}, Unpriced: append([]string{}, e.Unpriced...),
	}
	for _, a := range e.Accounts {
		account := jsonAccount{
			Kind: a.Kind, Name: a.Name, Stamp: a.Stamp, Cost: a.Cost.rounded(), Unpriced: a.Unpriced, Lines: []jsonLine{},
		}
		for _, l := range a.Lines {
			line := jsonLine{Meter: l.Meter, Region: l.Region, Number: l.Number}
			if l.Priced {
				line.Price = &jsonPrice{l.Price.Price, l.Price.Unit, l.Price.Region, l.Price.Source, l.Price.Date}
				cost := l.Cost.rounded()
				line.Cost = &cost
			}
			account.Lines = append(account.Lines, line)
		}
		out.Accounts = append(out.Accounts, account)
	}
	for _, t := range e.Tenants {
		out.Tenants = append(out.Tenants, jsonTenant{t.Name, t.Own.rounded(), t.Shared.rounded(), rounded(t.Share)})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("write the estimate as JSON: %w", err)
	}
	return nil
}
