/** Tags as the platform keeps them: lower case, no spaces, each once. */

export function normalTag(value: string): string {
  // [general knowledge] Spaces become underscores, as in the admin pages.
  return value.trim().toLowerCase().replace(/\s+/g, '_');
}

export function normalTags(value: string): string {
  return [
    ...new Set(
      value
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((tag) => tag !== ''),
    ),
  ].join(' ');
}
