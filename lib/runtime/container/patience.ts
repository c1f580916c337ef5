/** Fails fast: a queue or table that does not answer in a second or two is down, and somebody is waiting. */
export const patience = { requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 }, maxAttempts: 3 };

/** Real time: what every clock of ours starts from. */
export const realTime = (): Date => new Date();
