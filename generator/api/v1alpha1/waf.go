package v1alpha1

// WAF is a firewall policy with what Application Gateway for Containers takes: Microsoft's Default Rule Set 2.1, its Bot
// Manager 1.1, and rules of one's own. The fleet's holds on every gateway. A gateway and a tenant may have a policy of their
// own: it begins with everything above it, and adds to that.
type WAF struct {
	// Whether a request that a rule matches is refused with 403, or let through and written down. Left out, what stands
	// above: the gateway's for a tenant, the fleet's for a gateway, and prevention for the fleet.
	Mode string `json:"mode,omitempty" jsonschema:"enum=prevention,enum=detection"`
	// Rules of one's own, asked in this order before the managed ones: the fleet's first (50 at most), then the gateway's
	// (20), then the tenant's (30).
	Rules []WAFRule `json:"rules,omitempty" jsonschema:"minItems=1,maxItems=50"`
	// What managed rules do, by the rule's id, such as "942430": disabled. Rules of the Default Rule Set take disabled, log,
	// block and anomalyScoring; those of the Bot Manager (Bot300700) take disabled, log, block and allow.
	ManagedRules map[string]string `json:"managedRules,omitempty"`
	// Parts of requests that managed rules do not look at.
	Exclusions []WAFExclusion `json:"exclusions,omitempty" jsonschema:"minItems=1,maxItems=60"`
}

// WAFRule is a rule of one's own.
type WAFRule struct {
	// Name of the rule, as it stands in logs: letters and digits.
	Name string `json:"name" jsonschema:"required"`
	// What happens to a request that meets all conditions. allow lets it pass by every later rule.
	Action string `json:"action" jsonschema:"required,enum=block,enum=allow,enum=log"`
	// Conditions that must all hold.
	When []WAFCondition `json:"when" jsonschema:"required,minItems=1,maxItems=10"`
	// Act only on what comes more often than this.
	RateLimit WAFRateLimit `json:"rateLimit,omitzero"`
}

// WAFCondition is one thing that is asked about a request.
type WAFCondition struct {
	// Part of the request.
	Variable string `json:"variable" jsonschema:"required,enum=remoteAddr,enum=requestMethod,enum=queryString,enum=postArgs,enum=requestUri,enum=requestHeaders,enum=requestBody,enum=requestCookies"` //nolint:lll // a tag has one line
	// Which header, cookie or argument.
	Selector string `json:"selector,omitempty"`
	// How it is compared. ipMatch and geoMatch ask where the client is.
	Operator string `json:"operator" jsonschema:"required,enum=ipMatch,enum=geoMatch,enum=equal,enum=contains,enum=beginsWith,enum=endsWith,enum=regex,enum=lessThan,enum=lessThanOrEqual,enum=greaterThan,enum=greaterThanOrEqual,enum=any"` //nolint:lll // a tag has one line
	// Whether the comparison must fail.
	Negate string `json:"negate,omitempty" jsonschema:"enum=enabled,enum=disabled,default=disabled"`
	// What it is compared with; one of them is enough. Address ranges for ipMatch, countries by two letters for geoMatch.
	Values []string `json:"values,omitempty" jsonschema:"minItems=1,maxItems=600"`
	// What is done to it before, in this order.
	Transforms []string `json:"transforms,omitempty" jsonschema:"minItems=1,maxItems=7"`
}

// WAFRateLimit is how often is too often.
type WAFRateLimit struct {
	// Requests that are let through.
	Requests int `json:"requests" jsonschema:"required,minimum=1,maximum=5000000"`
	// Length of the time that they are counted in.
	Minutes int `json:"minutes,omitempty" jsonschema:"minimum=1,maximum=5,default=1"`
	// Who is counted together: each client, each country, or everybody.
	By string `json:"by,omitempty" jsonschema:"enum=clientAddress,enum=country,enum=everybody,default=clientAddress"`
}

// WAFExclusion is a part of requests that managed rules do not look at.
type WAFExclusion struct {
	// Where it stands, and whether it is found by its name (…Keys), excludes values under a name (…Values), or names
	// themselves (…Names).
	Variable string `json:"variable" jsonschema:"required,enum=requestHeaderKeys,enum=requestHeaderNames,enum=requestHeaderValues,enum=requestCookieKeys,enum=requestCookieNames,enum=requestCookieValues,enum=requestArgKeys,enum=requestArgNames,enum=requestArgValues"` //nolint:lll // a tag has one line
	// How the selector is compared.
	Operator string `json:"operator" jsonschema:"required,enum=equals,enum=contains,enum=startsWith,enum=endsWith,enum=equalsAny"`
	// The name that is looked for; left out with equalsAny.
	Selector string `json:"selector,omitempty"`
	// Ids of the rules that do not look at it; left out, none does.
	Rules []string `json:"rules,omitempty" jsonschema:"minItems=1,maxItems=100"`
}
