/** What every kind of report is drawn from. */
export interface DrawingProps<Answer> {
  answer: Answer;
  title: string;
  /** One of the kind's views. */
  view: string;
  timeZone: string;
  /** Of the inside of the tile, in px; 0 on a phone, where a tile is as tall as it needs. */
  height: number;
}
