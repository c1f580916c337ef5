/** An article of the demo shop. */
export type DemoArticle = readonly [source: string, title: string, text: string];
