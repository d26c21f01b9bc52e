/** How people change objects in the admin pages: which table of the tenant holds a kind, and one change for each attribute. */
import { type Dice, line } from './dice.ts';

/** Kind → table of the tenant. */
export const TABLES: Readonly<Record<string, string>> = {
  group: 'groups',
  ticket_field: 'ticket_fields',
  trigger_category: 'trigger_categories',
  trigger: 'triggers',
  webhook: 'webhooks',
  category: 'categories',
  section: 'sections',
  article: 'articles',
  slack_channel: 'slack_channels',
  brand: 'brands',
  custom_role: 'custom_roles',
  schedule: 'schedules',
  organization_field: 'organization_fields',
  user_field: 'user_fields',
  ticket_form: 'ticket_forms',
  support_address: 'recipient_addresses',
  automation: 'automations',
  macro: 'macros',
  view: 'views',
  sla: 'sla_policies',
  custom_status: 'custom_statuses',
  organization: 'organizations',
  user: 'users',
  workspace: 'workspaces',
  target: 'targets',
};

/** One change by hand: what it is in the tenant, and where a plan must show it. */
export interface Hand {
  readonly path: string;
  apply(row: Row): Readonly<Record<string, unknown>>;
}
type Row = Readonly<Record<string, unknown>> & { readonly id: string | number };

/** How a person changes an attribute in the admin pages; `undefined` where there is nothing to change. */
export function handsOf(kind: string, name: string, d: Dice): Hand | undefined {
  const text = `${line(d, 50).replaceAll('{{', '').replaceAll('<', '').replaceAll('&', '')} by hand`;
  const flip = (native: string): Hand => ({ path: name, apply: (row) => ({ [native]: row[native] !== true }) });
  const set = (native: string, value: unknown): Hand => ({ path: name, apply: () => ({ [native]: value }) });
  switch (`${kind}.${name}`) {
    case 'group.name':
    case 'trigger_category.name':
    case 'category.name':
    case 'section.name':
    case 'webhook.name':
    case 'brand.name':
    case 'custom_role.name':
    case 'schedule.name':
    case 'ticket_form.name':
    case 'support_address.name':
    case 'user.name':
      return set('name', text);
    case 'organization.name':
      return set('name', `${text} ${d.int(1_000_000)}`);
    case 'custom_status.agent_label':
      return set('agent_label', `By hand ${d.int(1_000_000)}`);
    case 'organization.notes':
      return set('notes', text);
    case 'organization.tags':
    case 'user.tags':
      return set('tags', ['by_hand']);
    case 'user.alias':
      return set('alias', text);
    case 'workspace.title':
    case 'target.title':
    case 'trigger.title':
    case 'article.title':
    case 'ticket_field.title':
    case 'organization_field.title':
    case 'user_field.title':
    case 'automation.title':
    case 'macro.title':
    case 'view.title':
    case 'sla.title':
      return set('title', text);
    case 'group.description':
    case 'ticket_field.description':
    case 'trigger.description':
    case 'category.description':
    case 'section.description':
    case 'webhook.description':
    case 'custom_status.description':
      return set('description', text);
    case 'ticket_field.agent_description':
      return set('agent_description', text);
    case 'ticket_field.title_in_portal':
      return set('title_in_portal', text);
    case 'ticket_field.required':
    case 'ticket_field.collapsed_for_agents':
      return flip(name);
    case 'trigger.active':
      return flip('active');
    case 'trigger.then':
      return {
        path: name,
        apply: ({ conditions }) => ({ conditions, actions: [{ field: 'current_tags', value: 'by_hand' }] }),
      };
    case 'trigger.when':
      return {
        path: name,
        apply: ({ actions }) => ({
          actions,
          conditions: { all: [{ field: 'current_tags', operator: 'includes', value: 'by_hand' }], any: [] },
        }),
      };
    case 'webhook.endpoint':
      return set('endpoint', `https://by-hand.example/${d.int(1000)}`);
    case 'article.body':
      return set('body', `<p>${text}</p>`);
    case 'article.promoted':
      return flip('promoted');
    case 'article.labels':
      return set('label_names', ['by hand']);
    case 'article.publish':
      return { path: name, apply: ({ draft }) => ({ draft: draft !== true }) };
    case 'slack_channel.topic':
    case 'slack_channel.purpose':
      return set(name, text.slice(0, 200));
    case 'slack_channel.name':
      return set('name', `by-hand-${d.int(1_000_000)}`);
    case 'category.position':
    case 'section.position':
    case 'article.position':
      return { path: name, apply: ({ position }) => ({ position: Number(position) + 1 + d.int(5) }) };
    default:
      return undefined;
  }
}
