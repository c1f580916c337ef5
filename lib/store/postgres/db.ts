/** What a slice's store needs of Postgres: parameterised statements. Rows are foreign input: parse them with zod. */
export interface Db {
  /** Throws UpstreamUnavailable when Postgres cannot be reached; passes on every other Postgres error. */
  query(sql: string, parameters?: readonly unknown[]): Promise<{ rows: unknown[]; rowCount: number }>;
}
