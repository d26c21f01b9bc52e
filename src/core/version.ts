/** The tool's version; plans and logs hold it. A test compares it with package.json. */
export const VERSION = '0.1.0';
