import { SaxesParser } from 'saxes';
import { WorkbookUnreadable } from './archive.ts';

/** What to do at each element; names come without their prefix. */
export interface XmlReading {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/**
 * Goes through XML as it arrives. Only the five entities of XML itself exist: a document type, where others would be
 * declared, is refused, so nothing is expanded and nothing is fetched.
 * @throws WorkbookUnreadable
 */
export async function readXml(
  pieces: AsyncIterable<string>,
  part: string,
  reading: XmlReading,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw new WorkbookUnreadable(
      `its part ${part} is no XML (${error.message})`,
      '文件损坏；请重新保存为 .xlsx',
    );
  });
  parser.on('doctype', () => {
    throw new WorkbookUnreadable(
      `its part ${part} declares a document type, which no spreadsheet needs`,
      '文件中有电子表格不该有的内容',
    );
  });
  parser.on('opentag', ({ name, attributes }) => reading.open?.(withoutPrefix(name), attributes));
  parser.on('text', (text) => reading.text?.(text));
  parser.on('cdata', (text) => reading.text?.(text));
  parser.on('closetag', ({ name }) => reading.close?.(withoutPrefix(name)));
  for await (const piece of pieces) parser.write(piece);
  parser.close();
}

export function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
