// Lines to copy.
export interface Snippet {
  id: string;
  name: string;
  /** Where the lines go: a shell, a file. */
  where: string;
  /** `try` sends one mail at once, `configure` points an application here for good. */
  kind: 'try' | 'configure';
  code: string;
}

export const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);
