import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpError } from '../../src/http/errors.ts';
import { forgetSecrets, redact, registerSecret } from '../../src/http/redact.ts';
import { createTrace } from '../../src/http/trace.ts';

afterEach(forgetSecrets);

const secret = 'p@ss "w/ö\\rd" & <1>';

describe('a secret is replaced', () => {
  for (const [form, text] of [
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded in lower case', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
    ['as a form field', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON inside JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in HTML', 'p@ss &quot;w/ö\\rd&quot; &amp; &lt;1&gt;'],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ] as const) {
    test(form, () => {
      registerSecret(secret);
      expect(redact(`before ${text} after`)).toBe('before *** after');
    });
  }

  test('inside a Basic header, wherever it starts', () => {
    registerSecret('topsecrettoken');
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const header = Buffer.from(`${user}/token:topsecrettoken`).toString('base64');
      const shown = redact(header);
      expect(shown).toContain('***');
      expect(Buffer.from(shown.replace('***', ''), 'base64').toString()).not.toContain('ecret');
    }
  });

  test('each time it appears, the longest first', () => {
    registerSecret('abcd');
    registerSecret('abcdefgh');
    expect(redact('abcdefgh abcd xabcdx')).toBe('*** *** x***x');
  });

  test('line by line when it has several', () => {
    registerSecret('-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n');
    expect(redact('    MIIEvQIBADANBgkq')).toBe('    ***');
  });

  test('whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'grapheme' }), (value) => {
        forgetSecrets();
        registerSecret(value);
        fc.pre(value.trim() !== '' && !'***'.includes(value) && !'[]'.includes(value));
        expect(redact(`[${value}]`)).not.toContain(value);
        expect(redact(JSON.stringify({ value }))).not.toContain(JSON.stringify(value));
      }),
    );
  });
});

test('a very short secret is replaced where it stands alone', () => {
  registerSecret('ab');
  expect(redact('about ab, "ab" and cab')).toBe('about ***, "***" and cab');
});

test('nothing is replaced without a secret, or with an empty one', () => {
  registerSecret('');
  registerSecret('  ');
  registerSecret(undefined);
  expect(redact('a  b')).toBe('a  b');
});

test('errors and traces are redacted', () => {
  registerSecret('topsecrettoken');
  const data = { system: 'zendesk', method: 'GET', status: 401, kind: 'auth', outcome: 'refused' } as const;
  const fields = [{ path: 'a', message: 'topsecrettoken is wrong' }];
  const error = new HttpError({ ...data, path: '/x/topsecrettoken', message: 'bad topsecrettoken', fields });
  expect(`${error.message} ${error.path} ${error.stack} ${JSON.stringify(error)}`).not.toContain('topsecrettoken');
  const lines: string[] = [];
  const event = { system: 'slack', method: 'GET', path: '/a?token=topsecrettoken', status: 200, ms: 1 };
  createTrace((line) => lines.push(line)).record(event);
  expect(lines).toEqual(['slack GET /a?token=*** 200 1 ms']);
});
