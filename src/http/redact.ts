/** Keeps secrets out of every output: values are registered once, and `redact` replaces them in whatever form they appear. */

const MASK = '***';
/** Below this length a value is too common to replace inside words ("a", "no", "123"). */
const SHORT = 4;
/** A fragment of base64 shorter than this is not telling, and turns up by chance. */
const BASE64_FRAGMENT = 8;

const secrets = new Set<string>();
let pattern: RegExp | undefined;

/**
 * Makes `redact` replace `value` from now on: as it is, URL-encoded, JSON-escaped, HTML-escaped, and in base64 even when it
 * is a part of what was encoded (a Basic header). Lines of a multi-line value count on their own. A value shorter than four
 * characters is replaced only where it stands alone as a word. Empty values are ignored.
 */
export function registerSecret(value: string | undefined): void {
  if (value === undefined) return;
  for (const part of [value, value.trim(), ...lines(value)]) {
    if (part.trim() === '' || secrets.has(part)) continue;
    secrets.add(part);
    pattern = undefined;
  }
}

/** True where `text` could be a token at all: one word of what a header may hold, without quotes that a shell left over. */
export function isTokenLike(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text) && !/["'`]/.test(text);
}

/** Forgets all values; for tests. */
export function forgetSecrets(): void {
  secrets.clear();
  pattern = undefined;
}

/** `text` with every registered secret replaced by `***`. */
export function redact(text: string): string {
  if (secrets.size === 0) return text;
  pattern ??= compile();
  return text.replace(pattern, MASK);
}

function lines(value: string): readonly string[] {
  const all = value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= 12);
  return all.length > 1 ? all : [];
}

function compile(): RegExp {
  const forms = new Set<string>();
  const words = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORT) words.add(secret);
    else for (const form of formsOf(secret)) forms.add(form);
  }
  // Longest first: a secret that contains another one is replaced as a whole.
  const inside = [...forms].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const alone = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => `(?<![\\p{L}\\p{N}_])${escapeForPattern(word)}(?![\\p{L}\\p{N}_])`);
  return new RegExp([...inside, ...alone].join('|'), 'gu');
}

function formsOf(secret: string): readonly string[] {
  const url = urlForm(secret);
  const lowerUrl = url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const plain = [
    secret,
    url,
    lowerUrl,
    url.replaceAll('%20', '+'),
    json,
    JSON.stringify(json).slice(1, -1),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ];
  return [...plain, ...base64Forms(secret)];
}

function urlForm(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    // Half of a surrogate pair cannot be encoded, so it cannot turn up in that form.
    return secret;
  }
}

/** The base64 of `secret` alone, and the characters it leaves in the base64 of any text around it. */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const whole = bytes.toString('base64');
  const found = [whole, whole.replace(/=+$/, '')];
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first characters also hold bits of what stands before, the last one may hold bits of what follows.
    const from = [0, 2, 3][before] ?? 0;
    const fragment = encoded.slice(from, (before + bytes.length) % 3 === 0 ? undefined : -1);
    if (fragment.length >= BASE64_FRAGMENT) found.push(fragment);
  }
  return found.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(form)]);
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
