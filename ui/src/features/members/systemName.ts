/** A record's system as it can be read: the last part of its address. Its proper name is not ours to guess. */
export function systemName(system: string): string {
  return (
    system
      .replace(/^urn:oid:/, "")
      .split("/")
      .findLast(Boolean) ?? system
  );
}
