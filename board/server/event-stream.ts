/** One message of a stream of server-sent events. A comment has the name `''` and no data: it is a heartbeat. */
export interface StreamMessage {
  id: string | null;
  name: string;
  data: string;
}

/**
 * Cuts text that comes in pieces into messages, by the HTML standard (9.2.6, parsing an event stream). Comments
 * are handed out as well, because their absence is how a dead line is noticed.
 */
export class EventStreamParser {
  #rest = '';
  #id: string | null = null;
  #name = '';
  #data: string[] = [];

  push(text: string): StreamMessage[] {
    const messages: StreamMessage[] = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop()!;
    for (const line of lines) {
      if (line === '') this.#dispatch(messages);
      else if (line.startsWith(':')) messages.push({ id: null, name: '', data: '' });
      else this.#field(line);
    }
    return messages;
  }

  #dispatch(messages: StreamMessage[]): void {
    if (this.#data.length > 0) {
      messages.push({ id: this.#id, name: this.#name || 'message', data: this.#data.join('\n') });
    }
    this.#name = '';
    this.#data = [];
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#name = value;
    else if (field === 'id') this.#id = value;
  }
}
