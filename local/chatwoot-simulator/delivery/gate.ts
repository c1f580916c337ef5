/** A gate that can be shut: who comes then waits until it opens. */
export function createGate() {
  let shut: PromiseWithResolvers<undefined> | undefined;
  return {
    passed: async (): Promise<void> => {
      while (shut !== undefined) await shut.promise;
    },
    shut: (): void => {
      shut ??= Promise.withResolvers<undefined>();
    },
    open: (): void => {
      shut?.resolve(undefined);
      shut = undefined;
    },
  };
}
