/** Runs a Python once, to see whether it is one and which. */

import { execFile } from 'child_process';
import * as os from 'os';

/** The oldest Python that spec-ls runs with. */
export const OLDEST: readonly [number, number] = [3, 11];

/** A Python that ran: its own path, which a launcher such as `py` or a shim does not have, and its version. */
export interface Python {
  readonly path: string;
  readonly version: readonly number[];
}

/** A program to run as Python. */
export interface Candidate {
  readonly command: string;
  readonly args?: readonly string[];
  /** Where it was found, for people. */
  readonly from: string;
}

/** Read by every Python since 2.6. */
const QUESTION = 'import sys, json; print(json.dumps([sys.executable, list(sys.version_info[:3])]))';
const TIMEOUT = 10_000;

/** The Python behind a candidate, or one line that says why there is none. */
export function probe(candidate: Candidate): Promise<Python | string> {
  const args = [...(candidate.args ?? []), '-E', '-s', '-c', QUESTION];
  const options = { timeout: TIMEOUT, killSignal: 'SIGKILL' as const, cwd: os.homedir(), windowsHide: true };
  return new Promise((resolve) => {
    const child = execFile(candidate.command, args, options, (error, stdout) => {
      resolve(answered(stdout) ?? (error?.killed ? `no answer in ${TIMEOUT / 1000} seconds` : reason(error)));
    });
    child.stdin?.end();
  });
}

export function suits(python: Python): boolean {
  const [major = 0, minor = 0] = python.version;
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

export function named(python: Python): string {
  return `Python ${python.version.join('.')}`;
}

function answered(stdout: string): Python | undefined {
  try {
    const [path, version] = JSON.parse(stdout.trim()) as [unknown, unknown];
    const isVersion = Array.isArray(version) && version.every((part) => typeof part === 'number');
    return typeof path === 'string' && path && isVersion ? { path, version: version as number[] } : undefined;
  } catch {
    return undefined;
  }
}

function reason(error: Error | null): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' ? 'there is no such file' : 'it does not run as Python';
}
