// A small whole number as it is typed: "" for none.

/** The number; null for none; undefined where it is not one. */
export function numberOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}

export function typedOf(number: number | null | undefined): string {
  return number == null ? "" : String(number);
}
