// A photograph on its way from the file she chose into the core, in parts.
import type { Problem, RequestOf, ResponseOf } from "../../contract/ask";
import type { Told } from "../../contract/query";

export interface Photo {
  /** For showing it. */
  url: string;
  /** Its bytes in base64. */
  base64: string;
  bytes: number;
}

/** As much as the core takes. */
export const photoBytesMax = 40 * 1024 * 1024;

/** Base64 characters that stand for whole bytes: a part is 192 KiB. */
const partChars = 256 * 1024;
const bytesOf = (chars: number) => (chars / 4) * 3;

/** The bytes a text in base64 stands for. */
export function lengthOf(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return bytesOf(base64.length) - padding;
}

export async function readPhoto(file: File): Promise<Photo> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () =>
      resolve(typeof reader.result === "string" ? reader.result : ""),
    );
    reader.addEventListener("error", () => reject(reader.error ?? new Error("unreadable")));
    reader.readAsDataURL(file);
  });
  const base64 = url.slice(url.indexOf(",") + 1);
  return { url, base64, bytes: lengthOf(base64) };
}

type Tell<N extends "documents.begin" | "documents.part"> = (
  body: RequestOf<N>,
) => Promise<Told<ResponseOf<N>>>;

/** Hands it over; gives why not, if it was refused. */
export async function handOver(
  photo: Photo,
  begin: Tell<"documents.begin">,
  part: Tell<"documents.part">,
): Promise<Problem | undefined> {
  const begun = await begin({ bytes: photo.bytes });
  if ("failure" in begun) return begun.failure;
  for (let at = 0; at < photo.base64.length; at += partChars) {
    const bytes = photo.base64.slice(at, at + partChars);
    // One after the other: each says how much is there already.
    // oxlint-disable-next-line no-await-in-loop
    const told = await part({ from: bytesOf(at), bytes });
    if ("failure" in told) return told.failure;
  }
  return undefined;
}
