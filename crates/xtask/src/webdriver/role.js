// The first visible element with this role whose accessible name is, or else contains in any case, the name.
const [role, name] = arguments;
const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const inputs = {
  button: 'button', submit: 'button', checkbox: 'checkbox', radio: 'radio', range: 'slider', number: 'spinbutton',
  search: 'searchbox',
};
const tags = {
  BUTTON: 'button', TEXTAREA: 'textbox', SELECT: 'combobox', NAV: 'navigation', MAIN: 'main', DIALOG: 'dialog',
  TABLE: 'table', TR: 'row', TD: 'cell', TH: 'columnheader', UL: 'list', OL: 'list', LI: 'listitem', IMG: 'img',
  ARTICLE: 'article', SECTION: 'region', SUMMARY: 'button', OPTION: 'option',
};
const roleOf = (one) => {
  const given = one.getAttribute('role');
  if (given) return given;
  if (/^H[1-6]$/.test(one.tagName)) return 'heading';
  if (one.tagName === 'A') return one.hasAttribute('href') ? 'link' : '';
  if (one.tagName === 'INPUT') return inputs[one.type] ?? 'textbox';
  return tags[one.tagName] ?? '';
};
const nameOf = (one) => {
  const by = (one.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const texts = by.map((id) => document.getElementById(id)?.textContent);
  if (texts.length > 0) return tidy(texts.join(' '));
  if (one.hasAttribute('aria-label')) return tidy(one.getAttribute('aria-label'));
  if (one.labels?.length) return tidy([...one.labels].map((label) => label.textContent).join(' '));
  const isField = ['INPUT', 'TEXTAREA', 'SELECT'].includes(one.tagName);
  return tidy((isField ? one.placeholder : one.textContent) || one.alt || one.title);
};
const has = [...document.querySelectorAll('*')].filter((one) => {
  const seen = one.checkVisibility({ visibilityProperty: true }) || ['checkbox', 'radio'].includes(one.type);
  return roleOf(one) === role && seen && !one.closest('[inert],[aria-hidden=true]');
});
const found =
  has.find((one) => nameOf(one) === name) ?? has.find((one) => nameOf(one).toLowerCase().includes(name.toLowerCase()));
// A choice is pressed on its label: the field itself is out of sight. A row is pressed on its first cell: the driver
// finds no box for a row of a table.
if (['checkbox', 'radio'].includes(role)) return found?.closest('label') ?? found;
return role === 'row' ? (found?.querySelector('[role=rowheader], [role=gridcell], td, th') ?? found) : found;
