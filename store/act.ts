/** Who did it, for the audit: a user's name, or `system`. */
export interface Act {
  actor: string;
  atMs: number;
}
