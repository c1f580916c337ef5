declare module 'vader-sentiment' {
  interface Scores {
    compound: number;
    pos: number;
    neu: number;
    neg: number;
  }
  const vader: { SentimentIntensityAnalyzer: { polarity_scores(text: string): Scores } };
  export default vader;
}
