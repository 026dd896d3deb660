// Calls back with the first true value of the condition, or of the promise it returns, looking again whenever the page
// changes.
const done = arguments[arguments.length - 1];
const given = [...arguments].slice(0, -1);
const condition = function () { /* CONDITION */ };
let over = false;
let looking = false;
const look = async () => {
  if (over || looking) return;
  looking = true;
  let seen = null;
  try {
    seen = await condition.apply(null, given);
  } catch {
    // Half-built pages throw; the next change is looked at again.
  }
  looking = false;
  if (seen && !over) {
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
