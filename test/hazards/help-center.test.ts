/** Hazards of help centers: files, access, orders and what belongs to which brand. */
import { afterEach, describe, expect, test } from 'vitest';
import { expectApplied, leftToDo, type Project, project } from '../kit/project.ts';
import { HEAD } from '../kit/spec.ts';
import { codesOf, send } from './kit.ts';

let tenant: Project | undefined;
afterEach(() => tenant?.close());

const TREE = `help_center:
  acme:
    categories: {start: {name: Start}}
    sections: {setup: {name: Set up, category: start}}
    articles:
      first:
        title: First
        section: setup
        body: <p>Hello</p>
`;

async function opened(): Promise<Project> {
  tenant = await project({ profile: 'enterprise' });
  const [brand] = tenant.sandbox.control.objects('brands');
  tenant.sandbox.control.edit('brands', String(brand?.id), { has_help_center: true, help_center_state: 'enabled' });
  return tenant;
}

describe('articles', () => {
  test('are archived, not deleted: the plan says so and needs a word', async () => {
    const own = await opened();
    await own.write({ 'support.yaml': HEAD + TREE });
    expectApplied(await own.apply());
    await own.write({ 'support.yaml': HEAD + TREE.slice(0, TREE.indexOf('    articles:')) });
    const { refusals } = await own.plan({ prune: true });
    expect(refusals.map(({ code, address }) => [code, address])).toEqual([['DATA_LOSS', 'article.first']]);
    expect(refusals[0]?.summary).toContain('archived');
  });

  test('lose their labels when the list is empty: an empty list is sent', async () => {
    const own = await opened();
    const labels = (list: string) => `${HEAD}${TREE}        labels: ${list}\n`;
    await own.write({ 'support.yaml': labels('[intro, setup]') });
    expectApplied(await own.apply());
    own.sandbox.control.clearLog();
    await own.write({ 'support.yaml': labels('[]') });
    expectApplied(await own.apply());
    expect(JSON.stringify(own.sandbox.control.log().filter(({ write }) => write))).toContain('"label_names":[]');
    expect(leftToDo(await own.plan())).toEqual([]);
  });

  test('take no file above 20 MB: it is said with its name, and the tenant would refuse it', async () => {
    const own = await opened();
    await own.write({ 'big.pdf': 'x'.repeat(20 * 1024 * 1024 + 1) });
    const body = `${TREE}        attachments: [{file: big.pdf}]\n`;
    const said = await codesOf(own, body).catch((error) =>
      error.diagnostics.map((one: { code: string }) => `${one.code} error`),
    );
    expect(said.join()).toBe('SPEC_FILE error');
    const size = { content_type: 'application/pdf', file_size: 20 * 1024 * 1024 + 1 };
    expect((await send(own, 'POST', '/guide/medias/upload_url', size)).status).toBeGreaterThanOrEqual(400);
  });

  test('take no empty file', async () => {
    const own = await opened();
    await own.write({ 'empty.pdf': '' });
    const codes = await codesOf(own, `${TREE}        attachments: [{file: empty.pdf}]\n`);
    expect(codes).toEqual(['ATTACHMENT_EMPTY error article.first:10']);
  });
});

test('the built-in segments are referred to and never changed', async () => {
  const own = await opened();
  const codes = await codesOf(
    own,
    'user_segments:\n  s: {name: Signed-in users, user_type: signed_in_users, tags: [vip]}\n',
  );
  expect(codes.join()).toContain('user_segment.s');
  const held = own.sandbox.control.objects('user_segments').find(({ name }) => name === 'Signed-in users');
  const sent = await send(own, 'PUT', `/help_center/user_segments/${held?.id}`, { user_segment: { tags: ['vip'] } });
  expect(sent.status).toBeGreaterThanOrEqual(400);
});
