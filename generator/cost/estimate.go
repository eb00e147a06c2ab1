package cost

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/review/arm"
	"github.com/tenantry/tenantry/generator/tree"
)

// Range is an amount of money in a month, with the fewest nodes and the most.
type Range struct {
	Min float64 `json:"min"`
	Max float64 `json:"max"`
}

func (r Range) plus(o Range) Range { return Range{r.Min + o.Min, r.Max + o.Max} }

func (r Range) times(f float64) Range { return Range{r.Min * f, r.Max * f} }

// Line is how much of one thing an owner has, and what that costs.
type Line struct {
	Meter  string
	Region string
	Number Range
	Price  Price // the zero value if none is published
	Priced bool
	Cost   Range // in a month
}

// Owner is who something belongs to.
type Owner struct {
	Kind  string // fleet, cluster, gateway or tenant
	Name  string
	Stamp string // of a gateway
}

// Account is what one owner has to itself.
type Account struct {
	Owner
	Lines    []Line
	Cost     Range // of what has a price
	Unpriced int   // of its lines, how many have none, so that it costs more
}

// Tenant is what a tenant costs: what it has to itself, and its share of what is
// shared by the tenants of its clusters, its gateway and the fleet.
type Tenant struct {
	Name        string
	Own, Shared Range
	Share       float64 // of what the tenants of the fleet share, from 0 to 1
}

// Estimate is what a fleet costs in a month.
type Estimate struct {
	Currency string
	Accounts []Account // the fleet, the clusters, the gateways, the tenants that have something to themselves
	Tenants  []Tenant  // by name
	Total    Range
	Unpriced []string // the meters without a price, by name
	StandIns []string // regions in which some of these have one
	From, To string   // the dates of the oldest and the newest price that was taken
}

// Of estimates a rendered fleet.
func Of(p *plan.Plan, rendered *tree.Tree, prices *Table, a Assumptions) (*Estimate, error) {
	b := &book{plan: p, prices: prices, assumed: a, at: map[Owner]int{}, firewalls: map[string]bool{}}
	b.open(Owner{Kind: "fleet", Name: p.Fleet})
	for _, c := range p.Clusters {
		b.open(Owner{Kind: "cluster", Name: string(c.Name)})
	}
	for _, g := range p.Gateways {
		b.open(Owner{Kind: "gateway", Name: string(g.Name), Stamp: string(g.Stamp)})
	}
	for _, file := range rendered.Paths() {
		if !strings.HasPrefix(file, layout.Azure+"/") || path.Base(file) != "main.json" {
			continue
		}
		if err := b.addStack(rendered, path.Dir(file)); err != nil {
			return nil, err
		}
	}
	return b.estimate()
}

// book collects what everybody has.
type book struct {
	plan      *plan.Plan
	prices    *Table
	assumed   Assumptions
	accounts  []Account
	at        map[Owner]int
	firewalls map[string]bool // the AGCs whose firewall has been counted
}

func (b *book) open(o Owner) *Account {
	i, known := b.at[o]
	if !known {
		i = len(b.accounts)
		b.at[o] = i
		b.accounts = append(b.accounts, Account{Owner: o})
	}
	return &b.accounts[i]
}

func (b *book) addStack(rendered *tree.Tree, dir string) error {
	template, _ := rendered.Get(path.Join(dir, "main.json"))
	parameters, _ := rendered.Get(path.Join(dir, "main.parameters.json"))
	t, err := arm.Parse(template.Data, parameters.Data)
	if err != nil {
		return fmt.Errorf("count what %s deploys: %w", dir, err)
	}
	resources, err := t.Resources(nil)
	if err != nil {
		return fmt.Errorf("count what %s deploys: %w", dir, err)
	}
	for _, r := range resources {
		owner := b.ownerOf(strings.TrimPrefix(dir, layout.Azure+"/"), r)
		for _, c := range metersOf(r, b.assumed) {
			agc := r.Group + "/" + path.Dir(r.Name)
			if c.meter == wafMeter && b.firewalls[agc] {
				continue
			}
			b.firewalls[agc] = b.firewalls[agc] || c.meter == wafMeter
			b.add(owner, c, b.regionOf(owner, r))
		}
	}
	return nil
}

// ownerOf tells whose a resource is by its stack and what it is.
func (b *book) ownerOf(stack string, r arm.Resource) Owner {
	owner, name := path.Split(stack)
	owner = strings.TrimSuffix(owner, "/")
	module, _, _ := strings.Cut(r.Symbol, ".")
	tenant, isTenant := strings.CutPrefix(module, "t_")
	gateway, isTraffic := strings.CutPrefix(name, "traffic-")
	switch {
	case owner == "":
		return Owner{Kind: "fleet", Name: b.plan.Fleet}
	case isTraffic:
		return Owner{Kind: "gateway", Name: gateway, Stamp: owner}
	case strings.EqualFold(r.Type, "Microsoft.ServiceNetworking/trafficControllers/frontends"):
		return Owner{Kind: "gateway", Name: path.Base(r.Name), Stamp: b.stampOf(owner)}
	case isTenant && strings.HasPrefix(name, "tenants-") && !strings.Contains(strings.ToLower(r.Type), "securitypolicies"):
		return Owner{Kind: "tenant", Name: strings.ReplaceAll(tenant, "_", "-")}
	}
	return Owner{Kind: "cluster", Name: owner}
}

func (b *book) stampOf(cluster string) string {
	for _, c := range b.plan.Clusters {
		if string(c.Name) == cluster {
			return string(c.Stamp)
		}
	}
	return ""
}

// regionOf is where a resource is; what says nothing lies where its owner does.
func (b *book) regionOf(o Owner, r arm.Resource) string {
	if l, ok := r.Body["location"].(string); ok && l != "global" && !strings.HasPrefix(l, "[") {
		return l
	}
	for _, c := range b.plan.Clusters {
		if o.Kind == "cluster" && string(c.Name) == o.Name {
			return c.Region
		}
		for _, cell := range b.plan.Cells {
			if o.Kind == "tenant" && string(cell.Tenant.Name) == o.Name && cell.Cluster == c.Name && inGroupOf(r, string(c.Name)) {
				return c.Region
			}
		}
	}
	return b.plan.Azure.Fleet.Location
}

// inGroupOf reports whether a resource lies in one of a cluster's resource groups.
func inGroupOf(r arm.Resource, cluster string) bool {
	return strings.HasSuffix(r.Group, "-"+cluster) || strings.HasSuffix(r.Group, "-"+cluster+"-aks")
}

func (b *book) add(o Owner, c count, region string) {
	account := b.open(o)
	i := slices.IndexFunc(account.Lines, func(l Line) bool { return l.Meter == c.meter && l.Region == region })
	if i < 0 {
		l := Line{Meter: c.meter, Region: region}
		l.Price, l.Priced = b.prices.Find(c.meter, region, b.assumed.StandIn)
		i, account.Lines = len(account.Lines), append(account.Lines, l)
	}
	l := &account.Lines[i]
	l.Number = l.Number.plus(Range{c.min, c.max})
	l.Cost = Range{}
	if l.Priced {
		l.Cost = l.Number.times(l.Price.Price * l.Price.Unit.perMonth())
	}
}

func (b *book) estimate() (*Estimate, error) {
	e := &Estimate{Currency: b.prices.Currency}
	for i := range b.accounts {
		a := &b.accounts[i]
		for _, l := range a.Lines {
			a.Cost = a.Cost.plus(l.Cost)
			if l.Priced {
				e.date(l.Price.Date)
			} else {
				a.Unpriced++
				e.miss(l.Meter, b.prices)
			}
		}
		e.Total = e.Total.plus(a.Cost)
	}
	slices.Sort(e.Unpriced)
	slices.Sort(e.StandIns)
	e.Accounts = slices.DeleteFunc(b.accounts, func(a Account) bool { return len(a.Lines) == 0 })
	return e, b.divide(e)
}

// divide gives each tenant what it has to itself, and its part of what it shares:
// of the CPU that the quotas of all tenants promise who use it, its own quota's.
func (b *book) divide(e *Estimate) error {
	cpus := make([]float64, len(b.plan.Tenants))
	all := 0.0
	for i, t := range b.plan.Tenants {
		cpu, err := resource.ParseQuantity(t.Plan.CPU)
		if err != nil {
			return fmt.Errorf("read the CPU of plan %s: %w", t.Plan.Name, err)
		}
		cpus[i] = cpu.AsApproximateFloat64()
		all += cpus[i]
		e.Tenants = append(e.Tenants, Tenant{Name: string(t.Name)})
	}
	for i := range e.Tenants {
		e.Tenants[i].Share = cpus[i] / all
	}
	for _, a := range e.Accounts {
		users := 0.0
		for i, t := range b.plan.Tenants {
			if b.uses(t, a.Owner) {
				users += cpus[i]
			}
		}
		for i, t := range b.plan.Tenants {
			out := &e.Tenants[i]
			switch part := a.Cost.times(cpus[i] / users); {
			case !b.uses(t, a.Owner):
			case a.Kind == "tenant":
				out.Own = out.Own.plus(a.Cost)
			default:
				out.Shared = out.Shared.plus(part)
			}
		}
	}
	return nil
}

// date widens the dates of the prices that were taken.
func (e *Estimate) date(d string) {
	if e.From == "" || d < e.From {
		e.From = d
	}
	e.To = max(e.To, d)
}

// miss notes a meter without a price, and where there would be one.
func (e *Estimate) miss(meter string, prices *Table) {
	if slices.Contains(e.Unpriced, meter) {
		return
	}
	e.Unpriced = append(e.Unpriced, meter)
	for _, p := range prices.Prices {
		if p.Meter == meter && p.Source != "" && !slices.Contains(e.StandIns, p.Region) {
			e.StandIns = append(e.StandIns, p.Region)
		}
	}
}

// uses reports whether something of an owner is there for a tenant too.
func (b *book) uses(t plan.Tenant, o Owner) bool {
	switch o.Kind {
	case "fleet":
		return true
	case "cluster":
		return string(t.Stamp) == b.stampOf(o.Name)
	case "gateway":
		return string(t.Stamp) == o.Stamp && string(t.Gateway) == o.Name
	}
	return string(t.Name) == o.Name
}
