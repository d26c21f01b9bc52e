/** What can be wrong with the database that keeps state: each with its cause and its cure, and never with its password. */
import { SupportctlError } from '../core/diagnostic.ts';

/** Where a connection leads, as far as it may be told. */
export interface Target {
  readonly host: string;
  readonly user: string;
  readonly database: string;
  /** How the spec names the address: `env:DATABASE_URL`. */
  readonly from: string;
}

/** The known error for whatever the driver or the server said. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function databaseError(error: unknown, target: Target): SupportctlError {
  if (error instanceof SupportctlError) return error;
  const [summary, hint] = explain(codeOf(error), messageOf(error), target);
  const detail = `the database said: ${messageOf(error)}`;
  return new SupportctlError([{ code: 'STATE_DATABASE', severity: 'error', summary, detail, hint }]);
}

/** The server's or the system's code, such as `28P01` or `ECONNREFUSED`; empty where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What was said; of several addresses that were tried, each. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'ENOENT',
  'EACCES',
]);

function explain(code: string, message: string, target: Target): readonly [summary: string, hint: string] {
  const { host, user, database, from } = target;
  const address = `the address in ${from}`;
  switch (code) {
    case '28P01':
      return [`the database refuses the password of ${user}`, `put the right one into ${address}`];
    case '28000':
      return /no encryption|SSL off/i.test(message)
        ? [`the database at ${host} takes encrypted connections only`, `say sslmode=verify-full in ${address}`]
        : [
            `the database does not let ${user} in from here`,
            `check the user in ${address}, and pg_hba.conf of the server`,
          ];
    case '3D000':
      return [`the server at ${host} has no database ${database}`, `createdb ${database}, or mend ${address}`];
    case '42501':
      return [
        `${user} may not do this in the database ${database}`,
        `its owner runs: GRANT CREATE, CONNECT ON DATABASE ${database} TO ${user}; and, if another role made the schema ` +
          `supportctl, grants ${user} that schema and its tables`,
      ];
    case '25006':
      return [`the database at ${host} only reads: it is a replica`, `give the address of the primary in ${from}`];
    case '53300':
      return [`the database at ${host} has no connection left`, 'wait, or raise max_connections'];
    case '57P03':
      return [`the database at ${host} is starting up or shutting down`, 'try again in a moment'];
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return [
        `the certificate of the database at ${host} has another name`,
        `write the name that it is for into ${address}`,
      ];
    case 'CERT_HAS_EXPIRED':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return [
        `the certificate of the database at ${host} cannot be trusted (${code})`,
        `say sslrootcert=PATH in ${address}: the certificate of the authority that signed it`,
      ];
    default:
  }
  if (/does not support SSL/i.test(message))
    return [`the database at ${host} has no TLS`, `take sslmode out of ${address}, if the way to it is safe`];
  if (/password must be a string|no password supplied/i.test(message))
    return [`the database asks for a password, and there is none for ${user}`, `put it into ${address}`];
  if (NETWORK.has(code) || /timeout expired|terminated unexpectedly/i.test(message))
    return [`no database answers at ${host}`, `check that the server runs and ${address} leads to it`];
  return [`the database at ${host} cannot be used`, `check ${address}`];
}
