// The way to somebody new, from wherever people are listed.
import { UserPlus } from "lucide-react";
import { useNavigation } from "../../app/navigation";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";

export function MeetButton({ after }: { after?: "outreach" }) {
  const { say } = useWords();
  const { go } = useNavigation();
  return (
    <Button icon={UserPlus} onPress={() => go({ at: "meet", ...(after ? { after } : {}) })}>
      {say("meet.button")}
    </Button>
  );
}
