# METADATA
# title: Everything at once
package example.everything["with-dash"]

import data.roles as r
import input.request
import rego.v1

default allow := false

allow if {
	some role in r[request.user]
	role.name == "admin"
	every permission in role.permissions { startswith(permission, "read:") }
}

deny contains sprintf("%v: %d", [x, y]) if {
	x := object.get(request, ["a", "b"], "none")
	y := count([z | some z in numbers.range(1, 10); z % 2 == 0])
	not allow
}

users[id].roles contains role if some id, role in data.assignments

f(x) := y if {
	y := {k: v | some k, v in x}
} else := {}

total := n if n := sum([1, 2, 3]) with input as {"a": 1}

raw := `^\d+$`

test_allow if allow with input as {"request": {"user": "alice"}} with data.roles as {"alice": []}
