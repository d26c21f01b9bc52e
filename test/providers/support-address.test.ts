import { describe, expect, it } from 'vitest';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { supportAddress } from '../../src/providers/zendesk/kinds/support-address.ts';
import { node, parsing, run, writing } from './support.ts';

const live = (native: Native) => liveObject(supportAddress, { id: 3, email: 'help@acme.example', ...native });

describe('support addresses', () => {
  it.each([
    [{ forwarding_status: 'waiting', spf_status: 'verified' }, 'waiting', 'verified'],
    [{ forwarding_status: 'verified', spf_status: 'verified', cname_status: 'unknown' }, 'verified', 'unknown'],
    [{ spf_status: 'unknown', domain_verification_status: 'failed' }, 'unknown', 'failed'],
    [{ email: 'help@acme.zendesk.com', forwarding_status: 'unknown', spf_status: 'failed' }, 'verified', 'verified'],
    [{ forwarding_status: 'new word' }, 'unknown', 'unknown'],
  ])('%j: what only people can do is read', (native, forwarding, dns) => {
    expect(live(native).attributes).toMatchObject({ forwarding, dns });
  });
  it('compare in lower case, and the default one is never deleted', () => {
    expect(live({ email: 'Help@Acme.example', default: true })).toMatchObject({
      attributes: { email: 'help@acme.example', default: true },
      isDefault: true,
    });
    const { email } = supportAddress.kind.attributes;
    expect(email?.parse(node('Help@Acme.example'), parsing())).toBe('help@acme.example');
  });
  it('are created without a word about being the default or verified', () => {
    const brand = { $id: '7', kind: 'brand' };
    const wanted = { email: 'a@b.example', name: 'A', brand, default: true, forwarding: 'verified', dns: 'verified' };
    const { sent } = run(supportAddress.writer?.create?.(wanted, writing()) ?? none(), [
      { recipient_address: { id: 3, email: 'a@b.example' } },
    ]);
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/api/v2/recipient_addresses',
        body: { recipient_address: { email: 'a@b.example', name: 'A', brand_id: 7 } },
      },
    ]);
  });
  it('are updated in name and brand only', () => {
    const target = { ...live({}).attributes, name: 'B', default: true };
    const { sent } = run(supportAddress.writer?.update?.(live({}), target, ['name', 'default'], writing()) ?? none());
    expect(sent.map(({ body }) => body)).toEqual([{ recipient_address: { name: 'B' } }]);
  });
});

function none(): never {
  throw new Error('not written');
}
