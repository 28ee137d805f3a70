const patterns = [
  /\b(?:src|srcset|background|poster|data)\s*=\s*["']?\s*(?:https?:)?\/\//i,
  /url\(\s*["']?\s*(?:https?:)?\/\//i,
  /@import\b/i,
  /<link\b[^>]*\bhref\s*=\s*["']?\s*(?:https?:)?\/\//i,
];

/** Whether a mail's HTML would load something from another host if it could. A hint only: the frame's policy decides. */
export function hasRemoteContent(html: string): boolean {
  return patterns.some((pattern) => pattern.test(html));
}
