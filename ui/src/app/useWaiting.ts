// Which forms about a member hold typed and unsaved words, so that they can be gone on with.
import { useAsk } from "../contract/query";

/** When the draft at a place was kept, milliseconds; undefined when none waits there. */
export function useWaiting(member: string): (about: string) => number | undefined {
  const { data } = useAsk("today.show", {});
  const mine = data?.drafts.filter((draft) => draft.member === member) ?? [];
  return (about) => mine.find((draft) => draft.about === about)?.keptAt;
}
