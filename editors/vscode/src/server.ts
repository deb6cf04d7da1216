/** The server's life: found, started, started again when it has died, stopped. */

import * as vscode from 'vscode';

import { Client } from './client';
import { Doubles } from './doubles';
import { Launch, findLaunch } from './launch';
import { SetupProblem, tell } from './problems';

export type Status =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly launch: Launch; readonly version: string }
  | { readonly kind: 'failed'; readonly problem: SetupProblem }
  | { readonly kind: 'stopped' };

/** So many ends in so many milliseconds, and the server is not started again. */
const MOST_ENDS = 3;
const SPAN = 180_000;

export class Server implements vscode.Disposable {
  private current: Status = { kind: 'stopped' };
  private client: Client | undefined;
  private ends: number[] = [];
  /** One start or stop after the other. */
  private queue: Promise<void> = Promise.resolve();
  private readonly doubles: Doubles;
  private readonly changed = new vscode.EventEmitter<Status>();
  private readonly heard = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscription: vscode.Disposable;

  readonly onChange = this.changed.event;
  /** The server has said anew what it finds in a document. */
  readonly onPublish = this.heard.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    readonly output: vscode.OutputChannel,
  ) {
    this.doubles = new Doubles((uri, diagnostics) => this.client?.show(uri, diagnostics));
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('spec-ls.hideDoubles')) this.doubles.refresh();
    });
  }

  get status(): Status {
    return this.current;
  }

  /** Start, or start anew, because a person wants it or the settings have changed. */
  restart(): Promise<void> {
    this.ends = [];
    return this.after(() => this.begin());
  }

  stop(): Promise<void> {
    return this.after(() => this.end());
  }

  /** Another Python has been chosen in the Python extension. */
  async pythonChanged(path: string): Promise<void> {
    this.log(`the Python extension has chosen ${path}`);
    const { status } = this;
    if (status.kind === 'running' && !status.launch.search) return;
    await this.restart();
  }

  /** Ask the server; undefined if there is none, or it does not know the question. */
  async ask<T>(method: string, params: unknown): Promise<T | undefined> {
    const { client } = this;
    if (!client || this.current.kind !== 'running') return undefined;
    try {
      return await client.sendRequest<T>(method, params);
    } catch {
      return undefined;
    }
  }

  /** Whether a server runs that has a command. */
  knows(command: string): boolean {
    return Boolean(this.client?.knows(command));
  }

  /** Send the settings as they are now, to a server that runs. */
  async configure(): Promise<void> {
    await this.client?.configure();
  }

  /** How spec-ls is run, found out anew if nothing runs. */
  launch(): Promise<Launch> {
    const { status } = this;
    return status.kind === 'running' ? Promise.resolve(status.launch) : findLaunch(this.context.extensionPath);
  }

  log(text: string): void {
    this.output.appendLine(`[${new Date().toISOString()}] ${text}`);
  }

  dispose(): void {
    this.doubles.dispose();
    this.subscription.dispose();
    this.changed.dispose();
    this.heard.dispose();
  }

  private after(work: () => Promise<void>): Promise<void> {
    return (this.queue = this.queue.then(work).catch((error: unknown) => this.log(String(error))));
  }

  private async begin(): Promise<void> {
    await this.end();
    this.become({ kind: 'starting' });
    let launch: Launch;
    try {
      launch = await findLaunch(this.context.extensionPath);
    } catch (error) {
      this.fail(error instanceof SetupProblem ? error : died(String(error)));
      return;
    }
    this.log(`starting: ${[launch.command, ...launch.args, 'server'].join(' ')}`);
    const client: Client = new Client(launch, this.output, this.doubles, {
      ended: () => this.ended(client),
      published: (uri) => this.heard.fire(uri),
    });
    this.client = client;
    await this.connect(client, launch);
  }

  private async connect(client: Client, launch: Launch): Promise<void> {
    try {
      await client.begin();
    } catch (error) {
      this.client = undefined;
      const said = error instanceof Error ? error.message : String(error);
      this.fail(died(`The server of spec-ls did not start (${launch.what}): ${said}`));
      return;
    }
    const version = client.initializeResult?.serverInfo?.version ?? 'without a version';
    this.log(`spec-ls ${version} runs with ${launch.what}`);
    this.become({ kind: 'running', launch, version });
  }

  private async end(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.doubles.clear();
    this.become({ kind: 'stopped' });
    await client?.dispose().catch((error: unknown) => this.log(String(error)));
  }

  /** A server that ran has died. It is started again, unless that has happened too often. */
  private ended(client: Client): void {
    if (client !== this.client || this.current.kind !== 'running') return;
    const now = Date.now();
    this.ends = [...this.ends.filter((time) => now - time < SPAN), now];
    this.log('the server has ended unexpectedly');
    if (this.ends.length < MOST_ENDS) {
      vscode.window.setStatusBarMessage('$(sync) spec-ls has ended unexpectedly and is started again', 10_000);
      void this.after(() => this.begin());
    } else {
      this.client = undefined;
      this.doubles.clear();
      this.fail(died(`The server of spec-ls has ended ${this.ends.length} times in a few minutes.`));
    }
  }

  private fail(problem: SetupProblem): void {
    this.log(problem.message);
    this.become({ kind: 'failed', problem });
    void tell(problem);
  }

  private become(status: Status): void {
    this.current = status;
    this.changed.fire(status);
  }
}

function died(message: string): SetupProblem {
  return new SetupProblem(message, ['restart', 'showOutput']);
}
