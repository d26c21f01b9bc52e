/** What a company connects to its account: an app of its own, the Slack integration, an OAuth client, a file of a macro. */

import { nextSecret } from '../ids.ts';
import type { Row } from '../json.ts';
import { keepFile } from '../storage.ts';
import { filter } from '../store.ts';
import type { Garden } from './plant.ts';
import { plant } from './plant.ts';

export function seedApps(garden: Garden, owner: Row): void {
  const app = plant(garden, 'apps', {
    name: 'Warehouse lookup',
    visibility: 'private',
    author_name: 'Warehouse team',
    author_email: `warehouse@${garden.subdomain}.example`,
    version: '1.4.0',
    framework_version: '2.0',
    default_locale: 'en',
    products: ['support'],
    single_install: true,
    installable: true,
    deprecated: false,
    obsolete: false,
    paid: false,
    state: 'published',
    parameters: [
      { name: 'region', kind: 'text', required: true, secure: false, position: 0, default_value: null },
      { name: 'api_token', kind: 'text', required: true, secure: true, position: 1, default_value: null },
    ],
  });
  const installation = { product: 'support', enabled: true, group_restrictions: [], role_restrictions: null };
  plant(garden, 'installations', {
    ...installation,
    app_id: app.id,
    settings: {
      name: 'Warehouse lookup',
      title: 'Warehouse lookup',
      region: 'eu',
      api_token: nextSecret(garden.store),
    },
  });
  plant(garden, 'installations', {
    ...installation,
    app_id: 88_123,
    settings: { name: 'Slack', title: 'Slack' },
    zis: 'slack',
  });
  plant(garden, 'clients', {
    name: 'Reporting',
    identifier: 'reporting_dashboard',
    company: garden.company,
    description: 'Reads tickets for the weekly report',
    kind: 'confidential',
    redirect_uri: [`https://reports.${garden.subdomain}.example/callback`],
    global: false,
    user_id: owner.id,
    secret: nextSecret(garden.store),
  });
  const [macro] = filter(garden.store, 'macros', (row) => row.title === 'Customer not responding');
  if (!macro) return;
  const bytes = new TextEncoder().encode(
    'What we need to know to go on:\n- the order number\n- a photo of the device\n',
  );
  const file = keepFile(garden.store, { name: 'checklist.txt', type: 'text/plain', bytes });
  plant(garden, 'macro_attachments', {
    macro_id: macro.id,
    file: file.id,
    filename: 'checklist.txt',
    content_type: 'text/plain',
    size: bytes.length,
  });
}
