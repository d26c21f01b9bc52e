import { describe, expect, it } from 'vitest';
import type { Attributes } from '../../src/core/value.ts';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { channel } from '../../src/providers/zendesk/kinds/channel.ts';
import { sso } from '../../src/providers/zendesk/kinds/sso.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';

const ON = { has_help_center: true, help_center_state: 'enabled', active: true };

function isOpen(wanted: Attributes, tenant: Readonly<Record<string, readonly Native[]>>): boolean {
  const live = (kind: string) => {
    const binding = bindings.find((own) => own.kind.name === kind);
    return binding === undefined ? [] : (tenant[kind] ?? []).map((native) => liveObject(binding, native));
  };
  const objects = (channel.derived?.natives(live) ?? []).map((native) => liveObject(channel, native));
  return objects.some(({ attributes }) => channel.kind.naturalKey(attributes) === channel.kind.naturalKey(wanted));
}

const ref = (kind: string, $id: string) => ({ $id, kind });

describe('a channel is open', () => {
  it.each([
    ['help center of an active brand', { type: 'help_center', brand: ref('brand', '1') }, true],
    ['help center that is switched off', { type: 'help_center', brand: ref('brand', '2') }, false],
    ['help center of the default brand', { type: 'help_center' }, true],
    ['form that customers see', { type: 'web_form', brand: ref('brand', '1'), form: ref('ticket_form', '5') }, true],
    ['form that only agents see', { type: 'web_form', brand: ref('brand', '1'), form: ref('ticket_form', '6') }, false],
    ['any form', { type: 'web_form' }, true],
    ['number with voice', { type: 'voice', number: '+1 (555) 0100' }, true],
    ['number without text', { type: 'sms', number: '+15550100' }, false],
    ['number with text', { type: 'sms', number: '+15550200' }, true],
    ['address that is not forwarded', { type: 'email', support_address: ref('support_address', '7') }, false],
    ['default address', { type: 'email' }, true],
    ['what no API shows', { type: 'whatsapp', name: 'Acme' }, false],
    ['the API itself', { type: 'api', name: 'API' }, true],
  ])('%s', (_what, wanted, expected) => {
    const tenant = {
      brand: [
        { id: 1, name: 'Acme', default: true, ...ON },
        { id: 2, name: 'Shop', ...ON, help_center_state: 'disabled' },
      ],
      ticket_form: [
        { id: 5, name: 'Contact', end_user_visible: true, active: true },
        { id: 6, name: 'Inside', end_user_visible: false, active: true },
      ],
      support_address: [
        { id: 7, email: 'help@acme.example', forwarding_status: 'waiting' },
        { id: 8, email: 'support@acme.zendesk.com', default: true },
      ],
      phone_number: [
        { id: 9, number: '+15550100', sms_enabled: false },
        { id: 10, number: '+15550200', sms_enabled: true },
      ],
    };
    expect(isOpen(wanted, tenant)).toBe(expected);
  });
});

it('sign-in is told by the number of its mode where its name is missing, without its secret', () => {
  const native = { id: 1, name: 'Okta', auth_mode: 4, masked_secret: 'SRT***', is_active: true };
  expect(liveObject(sso, native).attributes).toMatchObject({ type: 'oidc', name: 'Okta', active: true });
  expect(JSON.stringify(liveObject(sso, native).attributes)).not.toContain('SRT');
});

it('what is seen to be open refers to nothing: a support address can go', () => {
  const objects = (channel.derived?.natives(() => []) ?? []).map((native) => liveObject(channel, native));
  expect(objects.map(({ attributes }) => attributes)).toEqual([{ type: 'api', key: '["api"]' }]);
});
