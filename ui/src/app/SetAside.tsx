// The mark on a record about which work was set aside. It leads to where somebody decides.
import { Link } from "../kit/Link/Link";
import { Status } from "../kit/Status/Status";
import { useWords } from "../words/words";
import { useNavigation } from "./navigation";
import css from "./TwoAnswers.module.css";

export function SetAside({ n }: { n: number }) {
  const { say } = useWords();
  const { go } = useNavigation();
  if (n === 0) return null;
  return (
    <span className={css.mark}>
      <Link onPress={() => go({ at: "sync" })}>
        <Status kind="due" size="sm">
          {say("form.setAside")}
        </Status>
      </Link>
    </span>
  );
}
