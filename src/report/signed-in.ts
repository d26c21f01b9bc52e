/** What became of a sign-in, and of its end. */
import type { SignedIn, SignedOut } from '../core/provider.ts';
import { cleaned } from './text.ts';

/** Who is signed in, what the token may do, where it is kept. */
export function signedInText(dirty: SignedIn): string {
  const { account, file, identity, overruledBy, role, scopes } = cleaned(dirty);
  const may = scopes.includes('write')
    ? 'may read and write'
    : 'may only read: apply needs a sign-in without --read-only';
  return [
    `Signed in to ${account} as ${identity} (${role}). The token ${may}.`,
    `It is kept in ${file}, for you alone, and renews itself.`,
    ...(overruledBy === undefined ? [] : [`It is not used as long as ${overruledBy} is set: variables win.`]),
    'Next: supportctl doctor',
    '',
  ].join('\n');
}

/** What is gone, and what may not be. */
export function signedOutText(dirty: SignedOut): string {
  const { account, found, notRevoked } = cleaned(dirty);
  if (!found) return `Nobody is signed in to ${account}.\n`;
  if (notRevoked === undefined) return `Signed out of ${account}: the token is revoked and removed.\n`;
  return `Signed out of ${account}: the token is removed from this machine, and could not be revoked. ${notRevoked}
→ An admin can revoke it in Admin Center, Apps and integrations, APIs, OAuth clients.\n`;
}
