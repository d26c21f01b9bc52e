import { describe, expect, it } from 'vitest';
import { createSecretResolver } from '../../src/spec/secrets.ts';
import { folderOf } from './kit.ts';

function resolver(allowCommands = true) {
  const folder = folderOf({ 'token.txt': 's3cret\n\n', 'empty.txt': '\n', 'count.txt': '' });
  const variables = { TOKEN: 'from env', EMPTY: '', PATH: process.env.PATH };
  return { folder, secrets: createSecretResolver({ folder, variables, allowCommands }) };
}

describe('a secret', () => {
  it('comes from the environment, a file or a command', () => {
    const { folder, secrets } = resolver();
    expect(secrets.value('env:TOKEN')).toBe('from env');
    expect(secrets.value('file:token.txt')).toBe('s3cret');
    expect(secrets.value(`file:${folder}/token.txt`)).toBe('s3cret');
    expect(secrets.value('cmd:printf "%s\\n" "a b"')).toBe('a b');
    expect(secrets.known()).toEqual(['from env', 's3cret', 'a b']);
  });

  it('is unset where nothing is there, or commands may not run', () => {
    const { secrets } = resolver(false);
    for (const reference of [
      'env:NOPE',
      'env:EMPTY',
      'env:toString',
      'file:none.txt',
      'file:empty.txt',
      'cmd:echo x',
    ]) {
      expect(secrets.value(reference)).toBeUndefined();
    }
  });

  it('is read once', () => {
    const { secrets } = resolver();
    const command = 'cmd:echo x >> count.txt; wc -l < count.txt';
    expect(secrets.value(command)?.trim()).toBe('1');
    expect(secrets.value(command)?.trim()).toBe('1');
  });

  it('is never shown when its command fails', () => {
    const { secrets } = resolver();
    try {
      secrets.value('cmd:echo hunter2; echo hunter3 >&2; exit 7');
      expect.unreachable();
    } catch (error) {
      const said = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(said).toContain('it ended with 7');
      // The command is the person's own text and is shown; what it printed is not.
      expect(said.replace('cmd:echo hunter2; echo hunter3 >&2; exit 7', '')).not.toMatch(/hunter/);
    }
  });

  it('must be one of the three', () => {
    const { secrets } = resolver();
    for (const reference of ['hunter2', 'env:', 'env:A B', 'file: ', 'http://x'])
      expect(() => secrets.value(reference)).toThrow(/env:NAME/);
  });
});
