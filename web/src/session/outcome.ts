// How a session ended, in words and in colour.
import type { Outcome } from '../api/types';
import type { Text } from '../messages/text';

interface Look {
  name: Text;
  tone: 'good' | 'bad' | 'doubtful' | 'live';
}

const looks: Record<Outcome, Look> = {
  delivered: { name: 'Delivered', tone: 'good' },
  rejected: { name: 'Rejected', tone: 'bad' },
  aborted: { name: 'Broken off', tone: 'bad' },
  timeout: { name: 'Timed out', tone: 'doubtful' },
  refused: { name: 'Refused', tone: 'bad' },
};

export const lookOf = (outcome: Outcome | null): Look =>
  outcome === null ? { name: 'Under way', tone: 'live' } : looks[outcome];
