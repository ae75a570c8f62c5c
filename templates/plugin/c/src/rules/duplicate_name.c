// A name that is set twice.

#include "names.h"

void duplicate_name(pp_context *cx) {
  const names *all = cx->tree;
  for (size_t i = 0; i < all->count; i++) {
    const name *name = &all->items[i];
    for (size_t j = 0; j < i; j++) {
      if (!pp_equal(all->items[j].text, name->text)) continue;
      pp_finding *finding = pp_report(cx, name->span, "`%.*s` is set twice", PP_ARG(name->text));
      pp_help(finding, "remove one of them; most readers take the last");
      pp_related(finding, all->items[j].span, "first set here");
      break;
    }
  }
}
