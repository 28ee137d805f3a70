// The lines of a session as they are drawn: with the time that passed before each. Pure.
import type { TranscriptLine } from '../api/types';
import { milliseconds } from './time';

export interface Said extends TranscriptLine {
  /** Milliseconds since the line before. */
  waited: number;
  /** Of the longest wait, 0 to 1; short ones stay to be seen. */
  bar: number;
}

export function saidLines(transcript: readonly TranscriptLine[]): Said[] {
  const moments = transcript.map(({ at }) => milliseconds(at) ?? 0);
  const waits = moments.map((moment, index) => Math.max(0, moment - (moments[index - 1] ?? 0)));
  const longest = Math.max(1, ...waits);
  // Waits differ by a thousand times: the root keeps the short ones in sight.
  return transcript.map((line, index) => {
    const waited = waits[index] ?? 0;
    return { ...line, waited, bar: Math.sqrt(waited / longest) };
  });
}
