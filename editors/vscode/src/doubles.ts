/** Findings that another extension shows already, such as esbonio's of the markup or doc8's of long lines. */

import * as vscode from 'vscode';

import { SECTION, doublesHidden } from './settings';

/** How linters of reStructuredText word what a code of ours finds. */
const WORDINGS: Readonly<Record<string, RegExp>> = {
  'line-too-long': /\bD001\b|line[- ]too[- ]long/i,
  'trailing-whitespace': /\bD002\b|trailing[- ]whitespace/i,
  'tab-indentation': /\bD003\b/i,
  'carriage-return': /\bD004\b/i,
  'missing-final-newline': /\bD005\b|no newline at end of file/i,
};

/** Docutils gives the line of an underline, or of a block's end, where we show the title or the place itself. */
const LINES_APART = 2;

/** Keeps what the server has said, to show of it what nobody else shows. */
export class Doubles implements vscode.Disposable {
  private readonly said = new Map<string, vscode.Diagnostic[]>();
  private readonly subscription: vscode.Disposable;

  /** `show` replaces what is shown of a document. */
  constructor(private readonly show: (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void) {
    this.subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => this.look(uri)));
  }

  /** What is left of the server's diagnostics beside those of others. */
  without(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
    if (diagnostics.length) this.said.set(uri.toString(), diagnostics);
    else this.said.delete(uri.toString());
    return this.left(uri, diagnostics);
  }

  /** The same of a document that is not open: it is not looked at again. */
  left(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
    if (!doublesHidden()) return diagnostics;
    const others = vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== SECTION);
    return others.length ? diagnostics.filter((own) => !others.some((other) => isDouble(own, other))) : diagnostics;
  }

  /** What the server has said of a document last; undefined if that is nothing. */
  before(uri: vscode.Uri): vscode.Diagnostic[] | undefined {
    return this.said.get(uri.toString());
  }

  /** Look again at all documents. */
  refresh(): void {
    for (const uri of this.said.keys()) this.look(vscode.Uri.parse(uri, true));
  }

  /** Forget what a server has said that is no more. */
  clear(): void {
    this.said.clear();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private look(uri: vscode.Uri): void {
    const said = this.said.get(uri.toString());
    if (!said) return;
    const left = this.without(uri, said);
    const shown = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SECTION);
    if (left.length !== shown.length) this.show(uri, left);
  }
}

function isDouble(own: vscode.Diagnostic, other: vscode.Diagnostic): boolean {
  const apart = other.range.start.line - own.range.start.line;
  const code = codeOf(own);
  if (code === 'rst-syntax') return Math.abs(apart) <= LINES_APART && sameWords(own.message, other.message);
  const wording = WORDINGS[code];
  return apart === 0 && wording !== undefined && wording.test(`${codeOf(other)} ${other.message}`);
}

/** Whether one message begins as the other does, whatever its quotes, case and full stop. */
function sameWords(one: string, other: string): boolean {
  const [short, long] = [words(one), words(other)].sort((a, b) => a.length - b.length);
  return short !== undefined && short.length > 0 && Boolean(long?.startsWith(short));
}

function words(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  const bare = line.replace(/^\s*(?:D000\b:?)?\s*(?:\((?:warning|error|severe)\/\d\))?/i, '');
  return (bare.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}
