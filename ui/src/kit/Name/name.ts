// Names as they are shown: whole, or as initials when names are hidden.

/** Letters Atkinson Hyperlegible Next lacks: Vietnamese, macrons, the ʻokina. */
const beyondFirstFace =
  /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0\u0100\u0101\u0112\u0113\u012A\u012B\u014C\u014D\u016A\u016B\u02BB\u1EA0-\u1EF9]|\p{Mn}/u;

/** Whether a text must be set whole in the wide face. */
export function needsWide(text: string): boolean {
  return beyondFirstFace.test(text);
}

/** "Rosa Elena Quiroz" → "R. E. Q." */
export function initials(name: string): string {
  return name
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((word) => `${Array.from(word)[0]?.toLocaleUpperCase() ?? ""}.`)
    .join(" ");
}
