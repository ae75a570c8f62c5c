#! file=policy.rego
package example

allow if {
	is_admin(input.user)
	data.roles.check(input.user)
	strings.revers(input.user) == "ecila"
	known
}
