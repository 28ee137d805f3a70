// How a request failed, as the state tells it.
import { ApiError } from '../api/client';
import type { Failure } from '../state/event';

export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return { status: error.status, code: error.code, message: error.message };
  return { status: 0, code: 'unexpected', message: String(error) };
}
