// Calls back with the first true value of the condition, looking again whenever the page changes.
const done = arguments[arguments.length - 1];
const given = [...arguments].slice(0, -1);
const condition = function () { /* CONDITION */ };
let over = false;
const look = () => {
  if (over) return;
  let seen = null;
  try {
    seen = condition.apply(null, given);
  } catch {
    // Half-built pages throw; the next change is looked at again.
  }
  if (seen) {
    over = true;
    observer.disconnect();
    done(seen);
  }
};
const observer = new MutationObserver(look);
observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
// Typed values, styles and focus change without a mutation.
const again = () => {
  look();
  if (!over) requestAnimationFrame(again);
};
again();
