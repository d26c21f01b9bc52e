/** A person at the sandbox's sign-in page: opens an address, decides, and gives back where the browser would go. */

/** Sends the page's form as if a button had been pressed; the address the browser is sent to, or the page's text. */
export async function decide(address: string, button: Readonly<Record<string, string>>): Promise<string> {
  const page = await fetch(address);
  const text = await page.text();
  if (page.status !== 200) return text;
  const action = /action="([^"]+)"/.exec(text)?.[1] ?? '';
  const form = new URLSearchParams(button);
  for (const [, name = '', value = ''] of text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)) {
    form.set(name, value.replaceAll('&amp;', '&').replaceAll('&quot;', '"'));
  }
  const reply = await fetch(new URL(action, address), { method: 'POST', body: form, redirect: 'manual' });
  return reply.headers.get('location') ?? (await reply.text());
}
