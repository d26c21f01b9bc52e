/** Two states of one spec, with something made, changed and taken out between them: what a rollback goes back over. */
import { spec } from './spec.ts';

export const FIRST = spec(`
groups:
  tier1: {name: Tier 1, description: first}
  tier2: {name: Tier 2, description: first}
  old: {name: Old, description: first}
trigger_categories: {routing: {name: Routing}}
triggers:
  route: {title: Route, category: routing, when: {all: [{field: status, is: new}]}, then: [{set: {group: tier1}}]}
  last: {title: Last, category: routing, when: {all: [{field: status, is: new}]}, then: [{set: {group: old}}]}
`);
export const SECOND = spec(`
groups:
  tier1: {name: Tier 1, description: second}
  tier2: {name: Tier 2, description: second}
  fresh: {name: Fresh, description: second}
trigger_categories: {routing: {name: Routing}}
triggers:
  added: {title: Added, category: routing, when: {all: [{field: status, is: new}]}, then: [{set: {group: fresh}}]}
  route: {title: Route now, category: routing, when: {all: [{field: status, is: new}]}, then: [{set: {group: tier2}}]}
`);
