/** A tenant built by hostile hands: names that no key can be made of, places held twice, rules that name what is gone. */
import type { Sandbox } from '../../src/sandbox/index.ts';

type Control = Sandbox['control'];
type Input = Parameters<Control['inject']>[1];

/** Every one of them stands in every kind that has titles; two are the same. */
export const HOSTILE_TITLES = [
  'Pump desk',
  'Pump desk',
  'pump desk',
  'Pump::Desk::Night',
  '::',
  '😀 Team 🇩🇪',
  `${'Very long title '.repeat(16)}`.slice(0, 255).trim(),
  'ß'.repeat(255),
  '24/7',
  'true',
  'default()',
  'live("Support")',
  'none',
  '${HOME} and $$5',
  '{{ticket.title}} {{dc.greeting}}',
  '# no comment: - [x] {y}',
  'it\'s "quoted" \\ and, split | > @z `q` %',
  '日本語のタイトル',
  'Ünïcödé e\u0301',
] as const;

/** Beside the account's own two: more languages than anybody reads. */
const LANGUAGES = [
  'es',
  'fr',
  'it',
  'ja',
  'ko',
  'pt-br',
  'zh-tw',
  ...['ar', 'bg', 'cs', 'da', 'el', 'en-gb', 'fi', 'he', 'hr', 'hu', 'id', 'lt', 'lv'],
  ...['nl', 'no', 'pl', 'ro', 'ru', 'sk', 'sl', 'sv', 'th', 'tr', 'uk', 'vi'],
] as const;

export const PEOPLE = ['ada', 'agent', 'bo', 'carmen', 'dewi', 'lior', 'owner'] as const;

const ARTICLE = `<h2 id="a">Über \${HOME} &amp; $5</h2>
<table border="1" class="wysiwyg-table"><thead><tr><th>Plan</th><th>Price</th></tr></thead>
<tbody><tr><td rowspan="2">Team</td><td>&lt; 5&nbsp;€</td></tr><tr><td>none</td></tr></tbody></table>
<p><img src="https://acme.zendesk.com/hc/article_attachments/1/pump.png" alt="Pump" width="40%"> <em>x<br>y</em></p>
<pre><code>\${HOME:-x} {{ticket.id}} $$\n  indented\n</code></pre>
<p>See <a href="https://acme.zendesk.com/hc/en-us/articles/1">there</a>.</p>`;

/** What only a person switches on, in this account and in any other that is to hold the same. */
export function prepareByHand({ control }: Sandbox): void {
  for (const [index, locale] of LANGUAGES.entries())
    control.inject('locales', {
      id: 2000 + index,
      locale,
      name: locale,
      native_name: locale,
      presentation_name: locale,
    });
  control.edit('settings', 'account', { groups: { check_group_name_uniqueness: false } });
  for (const person of PEOPLE) {
    const email = `${person}@acme.example`;
    if (control.objects('users').some((user) => user.email === email)) continue;
    control.inject('users', { name: person, email, role: person === 'owner' ? 'admin' : 'agent' });
  }
  for (const theme of control.objects('themes'))
    if (String(theme.name).endsWith(' winter')) control.edit('themes', String(theme.id), { name: 'Acme winter' });
  for (const center of control.objects('help_centers'))
    control.edit('help_centers', String(center.id), { locales: ['en-us', ...lowerCase(['de', ...LANGUAGES])] });
}

function lowerCase(words: readonly string[]): string[] {
  return words.map((word) => word.toLowerCase());
}

/** All of it, in every kind that the sandbox's hands can make. */
export function hostileHands(sandbox: Sandbox): void {
  const { control } = sandbox;
  prepareByHand(sandbox);
  const make = (kind: string, input: Input): string => String(control.inject(kind, input).id);

  const groups = HOSTILE_TITLES.map((name) => make('groups', { name, description: name }));
  const gone = make('groups', { name: 'Gone tomorrow' });
  const goneField = make('ticket_fields', { type: 'text', title: 'Gone tomorrow' });

  // Two options of one label, tags that no key can look like, and one whose name means something.
  const fields = HOSTILE_TITLES.map((title, index) =>
    make('ticket_fields', {
      title,
      type: index % 3 === 0 ? 'multiselect' : 'tagger',
      active: index % 4 !== 3,
      position: 5,
      description: title,
      custom_field_options: [
        { name: 'Same label', value: `a_${index}` },
        { name: 'Same label', value: `b_${index}` },
        { name: title, value: `wörd-${index}/x` },
        { name: `Menu::${title}`.slice(0, 255), value: `none_${index}` },
      ],
    }),
  );
  const plain = make('ticket_fields', { title: 'Checked', type: 'checkbox', tag: 'checked_tag' });
  for (const [index, title] of HOSTILE_TITLES.entries()) {
    for (const kind of ['organization_fields', 'user_fields'])
      make(kind, { key: `k${index}_Field`, title, type: index % 2 === 0 ? 'text' : 'date', active: index % 5 !== 4 });
    make('ticket_forms', {
      name: title,
      display_name: `${title}`.slice(0, 200),
      active: index % 3 !== 2,
      end_user_visible: index % 2 === 0,
      ticket_field_ids: [Number(fields[0]), Number(plain)],
    });
    make('custom_roles', { name: `${index} ${title}`, description: title, role_type: 0 });
    const schedule = control.inject('schedules', { name: `${title}`.slice(0, 200), time_zone: 'Berlin' });
    control.inject('holidays', {
      schedule_id: schedule.id ?? 0,
      name: title,
      start_date: '2027-01-01',
      end_date: '2027-01-02',
    });
  }

  const categories = HOSTILE_TITLES.map((name) => make('trigger_categories', { name, position: 3 }));
  for (const [index, title] of HOSTILE_TITLES.entries()) {
    const group = groups[index] ?? '';
    const field = fields[index] ?? '';
    make('triggers', {
      title,
      description: index % 2 === 0 ? title : null,
      active: index % 3 !== 1,
      position: 1,
      category_id: categories[index % 4] ?? '',
      conditions: {
        all: [
          { field: 'group_id', operator: 'is_not', value: index % 5 === 2 ? gone : group },
          { field: 'current_tags', operator: 'includes', value: 'VIP Été 24/7' },
        ],
        any: [{ field: `custom_fields_${field}`, operator: index % 3 === 0 ? 'includes' : 'is', value: `a_${index}` }],
      },
      actions: [
        { field: 'set_tags', value: 'UPPER Case ünï' },
        {
          field: 'notification_group',
          value: [group, title, `${title}\n{{ticket.ticket_field_${field}}} \${HOME} $$`],
        },
      ],
    });
    make('automations', {
      title,
      active: index % 3 === 0,
      position: 1,
      conditions: {
        all: [
          { field: 'status', operator: 'is', value: 'pending' },
          { field: 'PENDING', operator: 'is', value: String(24 + index) },
        ],
        any: [],
      },
      actions: [
        { field: 'current_tags', value: `seen_${index}` },
        { field: 'status', value: 'solved' },
      ],
    });
    make('macros', {
      title,
      active: index % 3 !== 0,
      description: title,
      actions: [
        ...(index % 2 === 0
          ? [{ field: 'comment_value', value: `${title}\n\n\${HOME} {{ticket.requester.name}}\n` }]
          : [{ field: 'comment_value_html', value: `<p>${index} <b>Ünï</b> &amp; \${HOME}</p><ul><li>x</li></ul>` }]),
        { field: 'group_id', value: group },
        { field: `custom_fields_${fields[1]}`, value: 'b_1' },
      ],
      restriction: index % 4 === 1 ? { type: 'Group', ids: [Number(group)] } : null,
    });
    make('views', {
      title,
      active: index % 3 !== 2,
      position: 9999,
      all: [
        { field: 'status', operator: 'less_than', value: 'solved' },
        { field: 'group_id', operator: 'is', value: index % 5 === 2 ? gone : group },
      ],
      any: [],
      output: {
        columns: ['description', 'requester', 'created', fields[1] ?? ''],
        sort_by: 'updated',
        sort_order: 'desc',
      },
    });
    make('sla_policies', {
      title,
      description: title,
      position: 2,
      filter: { all: [{ field: 'group_id', operator: 'is', value: index % 5 === 2 ? gone : group }], any: [] },
      policy_metrics: [{ priority: 'high', metric: 'first_reply_time', target: 60 + index, business_hours: false }],
    });
    make('webhooks', {
      name: title,
      description: title,
      endpoint: `https://hooks.example/\${HOME}/${index}`.replace('${HOME}', 'HOME'),
      http_method: 'POST',
      request_format: 'json',
      status: index % 2 === 0 ? 'active' : 'inactive',
      subscriptions: ['conditional_ticket_events'],
      ...(index % 6 === 0
        ? { authentication: { type: 'bearer_token', data: { token: 'hush' }, add_position: 'header' } }
        : {}),
    });
  }
  hostilePlaces(make);
  const words = HOSTILE_TITLES.filter((title) => /[a-z0-9]/i.test(title));
  const named = [...new Map(words.map((title) => [placeholderOf(title), title])).values()];
  for (const [index, name] of named.entries()) {
    make('dynamic_content_items', {
      name,
      default_locale_id: 1,
      variants: [
        { content: `${name} \${HOME}`, locale_id: 1, active: true, default: true },
        ...control
          .objects('locales')
          .filter(({ default: own }) => own !== true)
          .map(({ id }, at) => ({ content: `${index}/${at} $$ ünï`, locale_id: id ?? 0, active: at % 7 !== 0 })),
      ],
    });
  }
  const agent = control.objects('users').find(({ role }) => role === 'agent');
  const own = { type: 'User', id: agent?.id ?? 0 };
  make('macros', { title: 'Pump desk', actions: [{ field: 'status', value: 'open' }], restriction: own });
  make('views', {
    title: 'Pump desk',
    all: [{ field: 'status', operator: 'is', value: 'open' }],
    output: { columns: ['description'] },
    restriction: own,
  });
  hostileGuide(sandbox);
  control.remove('groups', Number(gone));
  control.remove('ticket_fields', Number(goneField));
}

/** Kinds that came later: statuses, targets, workspaces, who reads what, objects of people's own. */
function hostilePlaces(make: (kind: string, input: Input) => string): void {
  const form = make('ticket_forms', { name: 'Of workspaces' });
  const macro = make('macros', { title: 'Of workspaces', actions: [{ field: 'status', value: 'open' }] });
  make('custom_objects', { key: 'pump', title: '::', title_pluralized: '😀', description: '${HOME}' });
  for (const [index, title] of HOSTILE_TITLES.entries()) {
    const unique = `${index} ${title}`.slice(0, 200);
    make('custom_statuses', {
      status_category: 'pending',
      agent_label: `${unique}`.slice(0, 40),
      end_user_label: title.slice(0, 40),
      active: index % 3 !== 1,
    });
    make('targets', { title, type: 'email_target', email: 'x@acme.example', subject: title, active: index % 2 === 0 });
    make('workspaces', {
      title,
      description: title,
      activated: index % 2 === 0,
      ticket_form_id: Number(form),
      macros: [Number(macro)],
      conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
    });
    make('user_segments', { name: unique, user_type: 'signed_in_users', tags: ['vip'] });
    make('permission_groups', { name: unique });
    make('content_tags', { name: unique });
    make('custom_object_fields', {
      object_key: 'pump',
      key: `k${index}`,
      title,
      type: 'text',
      active: index % 3 !== 2,
    });
    make('object_triggers', {
      object_key: 'pump',
      title,
      active: index % 3 === 0,
      conditions: { all: [], any: [] },
      actions: [{ field: 'custom_object.pump.custom_fields.k0', value: '${HOME}' }],
    });
  }
}

function placeholderOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
}

function hostileGuide({ control }: Sandbox): void {
  const ids: { categories: number[]; sections: number[] } = { categories: [], sections: [] };
  for (const name of HOSTILE_TITLES) {
    ids.categories.push(Number(control.inject('categories', { name, description: name, position: 0 }).id));
  }
  for (const [index, name] of HOSTILE_TITLES.entries()) {
    const category_id = ids.categories[index % 3] ?? 0;
    ids.sections.push(Number(control.inject('sections', { name, description: name, category_id, position: 0 }).id));
  }
  for (const [index, title] of HOSTILE_TITLES.entries()) {
    const section_id = ids.sections[index % 4] ?? 0;
    const draft = index % 2 === 0;
    control.inject('articles', { title, body: `${ARTICLE}<p>${index}</p>`, draft, section_id, position: 0 });
  }
  control.inject('articles', {
    title: 'In every language',
    body: ARTICLE,
    section_id: ids.sections[0] ?? 0,
    translations: LANGUAGES.map((locale) => ({
      locale: locale.toLowerCase(),
      title: `${locale} \${HOME}`,
      body: `<p>${locale} $$ <b>ünï</b></p>`,
      draft: locale === 'fr',
    })),
  });
}
